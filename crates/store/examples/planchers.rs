//! What this machine's disk and SQLite can do, to measure pages against: the rows of a list, those of a dossier, one
//! act's rows in a transaction of their own, and a bare flush. `planchers DATA DOSSIER`; prints JSON.
//!
//! One thread, one connection, prepared statements, nothing parsed, nothing rendered: no page can do better alone.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Result as Sqlite, Statement, params};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const LASTS: Duration = Duration::from_secs(2);

const BUSIEST: &str = "SELECT organisation FROM partie WHERE genre = 'dossier' AND clos = 0 GROUP BY organisation \
    ORDER BY COUNT(*) DESC LIMIT 1";
const LIST: &str = "SELECT d.* FROM partie p JOIN dossier d ON d.id = p.sujet WHERE p.organisation = ?1 \
    AND p.genre = 'dossier' AND p.urgence < 'sorti' ORDER BY p.urgence, p.sujet LIMIT 50";
const COUNT: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM partie p WHERE p.organisation = ?1 AND p.genre = 'dossier' \
    AND p.urgence < 'sorti' LIMIT 1000)";
const SUJET: &str = "SELECT * FROM sujet WHERE id = ?1";
const LINKED: &str = "SELECT menage, convention FROM sujet WHERE id = ?1";

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [data, dossier] = words.as_slice() else {
        return Err("planchers DATA DOSSIER".into());
    };
    let data = Path::new(data);
    let mut base = Connection::open(data.join("palier.sqlite"))?;
    base.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")?;
    let organisation: String = base.query_row(BUSIEST, [], |row| row.get(0))?;
    let list = list(&base, &organisation)?;
    let one = one(&base, dossier)?;
    let act = act(&mut base, dossier)?;
    let flush = flush(&data.join("plancher.bin"))?;
    println!(r#"{{"list":{list},"dossier":{one},"act":{act},"flush":{flush}}}"#);
    Ok(())
}

/// Repeats for a while; gives the rate and the time of one, in JSON.
fn measure(mut once: impl FnMut() -> Outcome<()>) -> Outcome<String> {
    let (start, mut times) = (Instant::now(), Vec::new());
    while start.elapsed() < LASTS {
        let begun = Instant::now();
        once()?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    let rate = f64::from(u32::try_from(times.len())?) / start.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times.get((times.len() - 1) * part / 100).copied().unwrap_or_default();
    Ok(format!(r#"{{"rate":{rate:.1},"p50":{:.4},"p99":{:.4}}}"#, at(50), at(99)))
}

/// Reads every column of every row.
fn drain(statement: &mut Statement<'_>, value: &str) -> Sqlite<usize> {
    let columns = statement.column_count();
    let mut rows = statement.query([value])?;
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            bytes += row.get_ref(column)?.as_str_or_null().ok().flatten().map_or(0, str::len);
        }
    }
    Ok(bytes)
}

fn list(base: &Connection, organisation: &str) -> Outcome<String> {
    let (mut list, mut count) = (base.prepare(LIST)?, base.prepare(COUNT)?);
    measure(|| {
        base.execute_batch("BEGIN")?;
        drain(&mut list, organisation)?;
        drain(&mut count, organisation)?;
        Ok(base.execute_batch("COMMIT")?)
    })
}

fn one(base: &Connection, dossier: &str) -> Outcome<String> {
    let (mut sujet, mut linked) = (base.prepare(SUJET)?, base.prepare(LINKED)?);
    measure(|| {
        base.execute_batch("BEGIN")?;
        drain(&mut sujet, dossier)?;
        let (menage, convention): (String, String) =
            linked.query_row([dossier], |row| Ok((row.get(0)?, row.get(1)?)))?;
        drain(&mut sujet, &menage)?;
        drain(&mut sujet, &convention)?;
        Ok(base.execute_batch("COMMIT")?)
    })
}

/// The state rewritten, a line of the journal's size appended, a key kept: one flush each.
fn act(base: &mut Connection, dossier: &str) -> Outcome<String> {
    base.execute_batch("CREATE TABLE IF NOT EXISTS plancher (a TEXT PRIMARY KEY, b TEXT, c BLOB)")?;
    let mut n = 0_u32;
    let measured = measure(|| {
        n += 1;
        let tx = base.transaction()?;
        tx.prepare_cached("UPDATE sujet SET etat = etat WHERE id = ?1")?.execute([dossier])?;
        for (table, size) in [("journal", 600_u32), ("key", 120)] {
            tx.prepare_cached("INSERT INTO plancher VALUES (?1, ?2, zeroblob(?3))")?.execute(params![
                format!("{table}-{}-{n}", std::process::id()),
                table,
                size
            ])?;
        }
        Ok(tx.commit()?)
    })?;
    base.execute_batch("DROP TABLE plancher")?;
    Ok(measured)
}

fn flush(path: &Path) -> Outcome<String> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    let measured = measure(|| {
        file.write_all(&[7; 4096])?;
        Ok(file.sync_data()?)
    })?;
    std::fs::remove_file(path)?;
    Ok(measured)
}
