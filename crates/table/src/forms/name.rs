//! What a column's name suggests of its values. A name alone decides nothing: it goes with what values allow.

/// Names of what tells rows, customers or events apart: `id`, `customer_id`, `orderId`, `account_number`.
pub fn suggests_identifier(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_camel = name.ends_with("Id") || (name.ends_with("ID") && name.len() > 2);
    let parts = [
        "id",
        "uuid",
        "guid",
        "key",
        "identifier",
        "nr",
        "no",
        "number",
        "hash",
    ];
    let last = lower.rsplit(['_', '-', ' ', '.']).next().unwrap_or(&lower);
    is_camel || parts.contains(&last)
}

/// Names that pandas, R and SQL give to a count of rows.
pub fn suggests_index(name: &str) -> bool {
    let lower = name.to_lowercase();
    let names = [
        "",
        "index",
        "idx",
        "row",
        "rows",
        "row_id",
        "rowid",
        "rownum",
        "row_num",
        "row_number",
        "rownames",
        "level_0",
        "#",
    ];
    names.contains(&lower.as_str()) || lower.starts_with("unnamed: ")
}

/// Names of the time when a row came to be: `date`, `timestamp`, `event_time`, `created_at`, `ts`.
pub fn suggests_time(name: &str) -> bool {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    let is_any = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let other = [
        "birth",
        "born",
        "dob",
        "birthday",
        "expiry",
        "expires",
        "expiration",
        "due",
        "valid",
        "until",
        "end",
        "start",
        "last",
        "first",
        "signup",
        "joined",
        "hire",
        "hired",
        "open",
        "opened",
        "close",
        "closed",
    ];
    let time = [
        "date",
        "datum",
        "day",
        "time",
        "timestamp",
        "ts",
        "datetime",
        "when",
        "epoch",
        "created",
        "at",
        "eventtime",
        "zeit",
        "month",
    ];
    is_any(&time) && !is_any(&other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suggest() {
        for name in [
            "id",
            "customer_id",
            "orderId",
            "user ID",
            "account_number",
            "uuid",
        ] {
            assert!(suggests_identifier(name), "{name}");
        }
        for name in ["paid", "humid", "grid", "number_of_rooms", "identity"] {
            assert!(!suggests_identifier(name), "{name}");
        }
        for name in ["date", "event_time", "createdAt", "ts", "transaction date"] {
            assert!(suggests_time(name), "{name}");
        }
        for name in [
            "birth_date",
            "rate",
            "update",
            "valid until date",
            "timeout",
        ] {
            assert!(!suggests_time(name), "{name}");
        }
    }
}
