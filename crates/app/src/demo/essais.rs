//! The territory as a whole: always the same for a date, accepted by the engine on any date, and
//! alive on the day it is looked at.
