//! Finding things on a page the way a person does: by what they are called.

/// What can be pressed and is called so: its text, its value or its label for assistive tools.
pub fn pressable(name: &str) -> String {
    let name = literal(name);
    format!(
        "//*[self::a[@href] or self::button or self::summary or self::label or self::input[@type='submit' or \
         @type='button'] or @role='button' or @role='tab' or @role='option'][normalize-space(.)={name} or @value={name} or @aria-label={name}]"
    )
}

/// A label called exactly so.
pub fn label(name: &str) -> String {
    format!("//label[normalize-space(.)={}]", literal(name))
}

/// A label whose text starts so: a hint or a mention such as "(obligatoire)" may follow.
pub fn label_start(name: &str) -> String {
    format!("//label[starts-with(normalize-space(.), {})]", literal(name))
}

/// An answer to a question that has several: a radio button or a box, by its legend and its label.
pub fn answer(question: &str, answer: &str) -> String {
    format!(
        "//fieldset[legend[starts-with(normalize-space(.), {})]]//label[normalize-space(.)={}]",
        literal(question),
        literal(answer)
    )
}

/// A string of XPath 1.0, which knows no escape.
pub fn literal(text: &str) -> String {
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    let pieces: Vec<String> = text.split('\'').map(|piece| format!("'{piece}'")).collect();
    format!("concat({})", pieces.join(", \"'\", "))
}
