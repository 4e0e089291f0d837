//! Text in SVG and HTML: the one place that escapes it.

use std::borrow::Cow;

/// `text` as markup shows it, between tags or in a quoted attribute. What neither XML nor HTML may hold (control characters, noncharacters) becomes `�`.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let stays = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'') && !is_refused(c);
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut markup = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            '\'' => markup.push_str("&#39;"),
            c if is_refused(c) => markup.push(char::REPLACEMENT_CHARACTER),
            c => markup.push(c),
        }
    }
    Cow::Owned(markup)
}

fn is_refused(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || code & 0xfffe == 0xfffe
        || (0xfdd0..=0xfdef).contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(
            escaped("<script>alert(\"a\" & 'b')</script>"),
            "&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt;"
        );
        assert_eq!(escaped("plain שלום\n"), "plain שלום\n");
    }

    #[test]
    fn what_no_document_may_hold_is_replaced() {
        assert_eq!(
            escaped("a\u{0}b\rc\u{ffff}\u{9f}"),
            "a\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}"
        );
    }
}
