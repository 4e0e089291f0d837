//! Universal Binary JSON (ubjson.org, draft 12), in which XGBoost saves models unless asked for JSON: the same values, each behind a letter that says its type.

use serde_json::{Map, Number, Value};

use crate::model::unusable::Unusable;

/// Objects and arrays within each other; a model has ten.
const DEEPEST: usize = 64;

/// Whether bytes begin as XGBoost's UBJSON does: an object whose first key has a length of eight bytes. Text has no zero bytes.
pub(crate) fn is_ubjson(head: &[u8]) -> bool {
    head.starts_with(b"{L\0\0")
}

/// Reads a document that is one value. An error says what is wrong, and where.
pub(super) fn read(bytes: &[u8]) -> Result<Value, Unusable> {
    let mut reader = Reader { bytes, at: 0 };
    let marker = reader.byte()?;
    reader.value(marker, 0)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Unusable> {
        let taken = self.slice(N)?;
        taken.try_into().map_err(|_| self.early())
    }

    fn slice(&mut self, length: usize) -> Result<&'a [u8], Unusable> {
        let end = self.at.checked_add(length).ok_or_else(|| self.early())?;
        let taken = self.bytes.get(self.at..end).ok_or_else(|| self.early())?;
        self.at = end;
        Ok(taken)
    }

    fn early(&self) -> Unusable {
        format!("it ends early, after {} bytes", self.bytes.len()).into()
    }

    fn byte(&mut self) -> Result<u8, Unusable> {
        Ok(self.take::<1>()?[0])
    }

    /// The next byte that is no padding.
    fn marker(&mut self) -> Result<u8, Unusable> {
        loop {
            match self.byte()? {
                b'N' => {}
                marker => return Ok(marker),
            }
        }
    }

    fn integer(&mut self, marker: u8) -> Result<i64, Unusable> {
        Ok(match marker {
            b'i' => i8::from_be_bytes(self.take()?).into(),
            b'U' => self.byte()?.into(),
            b'I' => i16::from_be_bytes(self.take()?).into(),
            b'l' => i32::from_be_bytes(self.take()?).into(),
            b'L' => i64::from_be_bytes(self.take()?),
            other => return Err(self.unknown(other)),
        })
    }

    fn unknown(&self, marker: u8) -> Unusable {
        let letter = char::from(marker).escape_default();
        format!("byte {} is '{letter}', which is no type here", self.at).into()
    }

    /// A length, or a number of values: of none of them can be more than bytes are left.
    fn length(&mut self) -> Result<usize, Unusable> {
        let marker = self.byte()?;
        let length = self.integer(marker)?;
        let left = self.bytes.len() - self.at;
        let length = usize::try_from(length).ok();
        length
            .filter(|&length| length <= left)
            .ok_or_else(|| self.early())
    }

    fn text(&mut self) -> Result<String, Unusable> {
        let length = self.length()?;
        let bytes = self.slice(length)?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    fn value(&mut self, marker: u8, depth: usize) -> Result<Value, Unusable> {
        if depth > DEEPEST {
            return Err("it is nested too deeply".into());
        }
        // Numbers that JSON lacks are null, as they are where XGBoost writes JSON.
        let float = |value: f64| Number::from_f64(value).map_or(Value::Null, Value::Number);
        Ok(match marker {
            b'Z' => Value::Null,
            b'T' => Value::Bool(true),
            b'F' => Value::Bool(false),
            b'd' => float(f32::from_be_bytes(self.take()?).into()),
            b'D' => float(f64::from_be_bytes(self.take()?)),
            b'C' => Value::String(char::from(self.byte()?).to_string()),
            b'S' | b'H' => Value::String(self.text()?),
            b'[' => Value::Array(self.array(depth)?),
            b'{' => Value::Object(self.object(depth)?),
            integer => self.integer(integer)?.into(),
        })
    }

    /// The type and the number of a container's values, where it begins with them.
    fn head(&mut self) -> Result<(Option<u8>, Option<usize>), Unusable> {
        let mut kind = None;
        if self.bytes.get(self.at) == Some(&b'$') {
            self.at += 1;
            kind = Some(self.byte()?);
        }
        if self.bytes.get(self.at) == Some(&b'#') {
            self.at += 1;
            let length = self.length()?;
            // Values that take no bytes could be any number.
            if let Some(empty @ (b'Z' | b'T' | b'F' | b'N')) = kind {
                return Err(self.unknown(empty));
            }
            return Ok((kind, Some(length)));
        }
        match kind {
            Some(_) if self.at == self.bytes.len() => Err(self.early()),
            Some(_) => Err(format!("byte {} begins no number of values", self.at + 1).into()),
            None => Ok((None, None)),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, Unusable> {
        let (kind, count) = self.head()?;
        let mut values = Vec::new();
        while count.is_none_or(|count| values.len() < count) {
            let marker = match kind {
                Some(kind) => kind,
                None => self.marker()?,
            };
            if count.is_none() && marker == b']' {
                break;
            }
            values.push(self.value(marker, depth + 1)?);
        }
        Ok(values)
    }

    fn object(&mut self, depth: usize) -> Result<Map<String, Value>, Unusable> {
        let (kind, count) = self.head()?;
        let mut members = Map::new();
        let mut read = 0;
        while count.is_none_or(|count| read < count) {
            if count.is_none() && self.bytes.get(self.at) == Some(&b'}') {
                self.at += 1;
                break;
            }
            let name = self.text()?;
            let marker = match kind {
                Some(kind) => kind,
                None => self.marker()?,
            };
            members.insert(name, self.value(marker, depth + 1)?);
            read += 1;
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_type_is_read() {
        // By hand, from the specification.
        let bytes = b"{U\x01a[ZTFi\xFFU\xFFI\x01\x00l\x00\x01\x00\x00NL\x00\x00\x00\x01\x00\x00\x00\x00]\
            U\x01b[$d#U\x02\x3F\x00\x00\x00\xBF\x80\x00\x00U\x01cD\x3F\xE0\x00\x00\x00\x00\x00\x00\
            U\x01dSU\x02oxU\x01eCxU\x01f{#U\x01U\x01gHU\x011U\x01h[$U#U\x02\x00\x01U\x01i{$i#U\x01U\x01k\x05}";
        let expected = json!({
            "a": [null, true, false, -1, 255, 256, 65536, 4_294_967_296_u64], "b": [0.5, -1.0], "c": 0.5,
            "d": "ox", "e": "x", "f": {"g": "1"}, "h": [0, 1], "i": {"k": 5},
        });
        assert_eq!(read(bytes), Ok(expected));
        for end in 0..bytes.len() {
            assert!(
                read(&bytes[..end])
                    .unwrap_err()
                    .found
                    .contains("ends early"),
                "{end}"
            );
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let problem = |bytes: &[u8]| read(bytes).unwrap_err().found;
        // No type takes no bytes, whatever number is claimed.
        let claimed = problem(b"[$Z#L\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
        assert!(claimed.contains("ends early"), "{claimed}");
        assert!(problem(b"[$Z#i\xFF").contains("ends early"));
        assert_eq!(problem(b"[?]"), "byte 2 is '?', which is no type here");
        assert_eq!(problem(b"[$dx"), "byte 4 begins no number of values");
        assert!(problem(&[b'['; 1000]).contains("too deeply"));
        assert_eq!(read(b"d\x7F\xC0\x00\x00"), Ok(Value::Null));
    }
}
