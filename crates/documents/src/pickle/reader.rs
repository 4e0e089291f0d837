//! The instructions of a pickle, one after the other.
//!
//! Source: `Lib/pickletools.py` of CPython, protocols 0 to 5.

use super::joblib;
use super::value::{At, MOST_VALUES, Object, Pickle, Raw, Unread, Value};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::ops::Range;

/// Pickles within a pickle, as joblib writes arrays of objects.
const DEEPEST: usize = 4;

pub(super) fn read(bytes: &[u8]) -> Result<Pickle<'_>, Unread> {
    let mut reader = Reader {
        pickle: Pickle {
            bytes,
            values: Vec::new(),
            root: 0,
        },
        at: 0,
    };
    reader.pickle.root = reader.whole(0)?;
    Ok(reader.pickle)
}

struct Reader<'a> {
    pickle: Pickle<'a>,
    at: usize,
}

/// What one pickle has at hand; a pickle within it has its own.
#[derive(Default)]
struct Machine {
    stack: Vec<At>,
    marks: Vec<usize>,
    memo: HashMap<u32, At, FixedState>,
}

impl Reader<'_> {
    /// Reads up to the end of one pickle; `depth` is how many it is in.
    fn whole(&mut self, depth: usize) -> Result<At, Unread> {
        if depth > DEEPEST {
            return Err(Unread::Large);
        }
        let mut machine = Machine::default();
        loop {
            let start = self.at;
            let code = self.take(1)?.start;
            let code = self.pickle.bytes[code];
            if code == b'.' {
                return machine.stack.pop().ok_or(Unread::Instruction(start));
            }
            self.step(code, &mut machine, depth)
                .map_err(|error| match error {
                    Unread::Instruction(_) => Unread::Instruction(start),
                    error => error,
                })?;
            let (stack, marks) = (machine.stack.len(), machine.marks.len());
            let most = stack.max(marks).max(machine.memo.len());
            if most.max(self.pickle.values.len()) > MOST_VALUES {
                return Err(Unread::Large);
            }
        }
    }

    fn step(&mut self, code: u8, machine: &mut Machine, depth: usize) -> Result<(), Unread> {
        const WRONG: Unread = Unread::Instruction(0);
        let bytes = self.pickle.bytes;
        let value = match code {
            // Protocol and frame.
            0x80 => return self.take(1).map(drop),
            0x95 => return self.take(8).map(drop),
            b'N' => Value::None,
            0x88 => Value::Bool(true),
            0x89 => Value::Bool(false),
            b'I' => match &bytes[self.line()?] {
                b"00" => Value::Bool(false),
                b"01" => Value::Bool(true),
                digits => parsed(digits).map(Value::Int).ok_or(WRONG)?,
            },
            b'L' => {
                let digits = &bytes[self.line()?];
                let digits = digits.strip_suffix(b"L").unwrap_or(digits);
                parsed(digits).map_or(Value::Long, Value::Int)
            }
            b'F' => Value::Float(parsed(&bytes[self.line()?]).ok_or(WRONG)?),
            b'J' => Value::Int(i32::from_le_bytes(self.number()?).into()),
            b'K' => Value::Int(u8::from_le_bytes(self.number()?).into()),
            b'M' => Value::Int(u16::from_le_bytes(self.number()?).into()),
            b'G' => Value::Float(f64::from_be_bytes(self.number()?)),
            0x8a => {
                let length = usize::from(u8::from_le_bytes(self.number()?));
                long(&bytes[self.take(length)?])
            }
            0x8b => long(&bytes[self.counted(4)?]),
            b'X' | b'T' => Value::Text(self.counted(4)?),
            0x8c | b'U' => Value::Text(self.counted(1)?),
            0x8d => Value::Text(self.counted(8)?),
            b'V' => Value::Text(self.line()?),
            b'S' => {
                let line = self.line()?;
                // In quotes.
                match line.len() >= 2 {
                    true => Value::Text(line.start + 1..line.end - 1),
                    false => return Err(WRONG),
                }
            }
            b'B' => Value::Bytes(self.counted(4)?),
            b'C' => Value::Bytes(self.counted(1)?),
            0x8e | 0x96 => Value::Bytes(self.counted(8)?),
            b'(' => {
                machine.marks.push(machine.stack.len());
                return Ok(());
            }
            b'0' => {
                // A mark that nothing lies on is taken away.
                match machine.marks.last() == Some(&machine.stack.len()) {
                    true => drop(machine.marks.pop()),
                    false => drop(machine.pop()?),
                }
                return Ok(());
            }
            b'1' => return machine.taken_to_mark().map(drop),
            b'2' => {
                let top = machine.top()?;
                machine.stack.push(top);
                return Ok(());
            }
            b')' => Value::Tuple(Vec::new()),
            0x85 => Value::Tuple(vec![machine.pop()?]),
            0x86 => Value::Tuple(machine.last(2)?),
            0x87 => Value::Tuple(machine.last(3)?),
            b't' => Value::Tuple(machine.taken_to_mark()?),
            b']' | 0x8f => Value::List(Vec::new()),
            b'l' | 0x91 => Value::List(machine.taken_to_mark()?),
            b'}' => Value::Dict(Vec::new()),
            b'd' => Value::Dict(pairs(&machine.taken_to_mark()?)),
            b'a' => {
                let item = machine.pop()?;
                return self.extend(machine.top()?, vec![item]);
            }
            b'e' | 0x90 => {
                let items = machine.taken_to_mark()?;
                return self.extend(machine.top()?, items);
            }
            b's' => {
                let pair = machine.last(2)?;
                return self.set(machine.top()?, pairs(&pair));
            }
            b'u' => {
                let entries = pairs(&machine.taken_to_mark()?);
                return self.set(machine.top()?, entries);
            }
            b'c' => Value::Class(self.line()?, self.line()?),
            0x93 => {
                let (name, module) = (machine.pop()?, machine.pop()?);
                match (self.value(module), self.value(name)) {
                    (Value::Text(module), Value::Text(name)) => {
                        Value::Class(module.clone(), name.clone())
                    }
                    _ => return Err(WRONG),
                }
            }
            b'R' | 0x81 => {
                let (arguments, class) = (machine.pop()?, machine.pop()?);
                object(class, arguments)
            }
            0x92 => {
                let of = machine.last(3)?;
                object(of[0], of[1])
            }
            b'o' | b'i' => {
                let class = match code {
                    b'i' => Some(Value::Class(self.line()?, self.line()?)),
                    _ => None,
                };
                let mut of = machine.taken_to_mark()?;
                let class = match class {
                    Some(class) => self.add(class),
                    None if of.is_empty() => return Err(WRONG),
                    None => of.remove(0),
                };
                let arguments = self.add(Value::Tuple(of));
                object(class, arguments)
            }
            b'b' => {
                let state = machine.pop()?;
                let top = machine.top()?;
                let place = self.pickle.values.get_mut(top as usize);
                let Some(Value::Object(object)) = place else {
                    return Err(WRONG);
                };
                object.state = Some(state);
                if joblib::is_wrapper(&self.pickle, top) {
                    let array = self.raw_array(top, depth)?;
                    machine.pop()?;
                    machine.stack.push(array);
                }
                return Ok(());
            }
            b'p' => {
                let place: i64 = parsed(&bytes[self.line()?]).ok_or(WRONG)?;
                return machine.keep(u32::try_from(place).map_err(|_| WRONG)?);
            }
            b'q' => {
                let place = u8::from_le_bytes(self.number()?);
                return machine.keep(place.into());
            }
            b'r' => {
                let place = u32::from_le_bytes(self.number()?);
                return machine.keep(place);
            }
            0x94 => {
                let place = u32::try_from(machine.memo.len());
                return machine.keep(place.map_err(|_| WRONG)?);
            }
            b'g' => {
                let place: i64 = parsed(&bytes[self.line()?]).ok_or(WRONG)?;
                return machine.get(u32::try_from(place).map_err(|_| WRONG)?);
            }
            b'h' => {
                let place = u8::from_le_bytes(self.number()?);
                return machine.get(place.into());
            }
            b'j' => {
                let place = u32::from_le_bytes(self.number()?);
                return machine.get(place);
            }
            // A buffer may be marked as one that is not written to.
            0x98 => return Ok(()),
            b'P' | b'Q' | 0x97 | 0x82..=0x84 => return Err(Unread::Outside),
            _ => return Err(WRONG),
        };
        let at = self.add(value);
        machine.stack.push(at);
        Ok(())
    }

    /// The array that an object stands for, whose bytes come next.
    fn raw_array(&mut self, wrapper: At, depth: usize) -> Result<At, Unread> {
        let described = joblib::described(&self.pickle, wrapper);
        let described = described.ok_or(Unread::Instruction(0))?;
        if described.is_of_objects {
            return self.whole(depth + 1);
        }
        if described.is_filled_up {
            let filling = self.take(1)?.start;
            self.take(self.pickle.bytes[filling].into())?;
        }
        let bytes = self.take(described.length)?;
        Ok(self.add(Value::Raw(Box::new(Raw { wrapper, bytes }))))
    }

    fn add(&mut self, value: Value) -> At {
        self.pickle.values.push(value);
        (self.pickle.values.len() - 1) as At
    }

    fn value(&self, at: At) -> &Value {
        self.pickle.values.get(at as usize).unwrap_or(&Value::None)
    }

    fn extend(&mut self, to: At, more: Vec<At>) -> Result<(), Unread> {
        match self.pickle.values.get_mut(to as usize) {
            Some(Value::List(items)) => items.extend(more),
            Some(Value::Object(object)) => object.items.extend(more),
            _ => return Err(Unread::Instruction(0)),
        }
        Ok(())
    }

    fn set(&mut self, to: At, more: Vec<(At, At)>) -> Result<(), Unread> {
        match self.pickle.values.get_mut(to as usize) {
            Some(Value::Dict(entries)) => entries.extend(more),
            Some(Value::Object(object)) => object.entries.extend(more),
            _ => return Err(Unread::Instruction(0)),
        }
        Ok(())
    }

    fn take(&mut self, length: usize) -> Result<Range<usize>, Unread> {
        let end = self.at.checked_add(length);
        let end = end.filter(|end| *end <= self.pickle.bytes.len());
        let taken = self.at..end.ok_or(Unread::Early)?;
        self.at = taken.end;
        Ok(taken)
    }

    fn number<const N: usize>(&mut self) -> Result<[u8; N], Unread> {
        let taken = self.take(N)?;
        let bytes = self.pickle.bytes[taken].first_chunk();
        bytes.copied().ok_or(Unread::Early)
    }

    /// What stands behind its length, which is a number of so many bytes.
    fn counted(&mut self, bytes: usize) -> Result<Range<usize>, Unread> {
        let digits = self.take(bytes)?;
        let digits = self.pickle.bytes[digits].iter().rev();
        let length = digits.fold(0_u64, |length, byte| length << 8 | u64::from(*byte));
        self.take(usize::try_from(length).map_err(|_| Unread::Early)?)
    }

    /// Up to the end of the line, which is passed.
    fn line(&mut self) -> Result<Range<usize>, Unread> {
        let rest = &self.pickle.bytes[self.at..];
        let length = rest.iter().position(|byte| *byte == b'\n');
        let line = self.take(length.ok_or(Unread::Early)?)?;
        self.at += 1;
        Ok(line)
    }
}

impl Machine {
    /// Values below a mark are out of reach until it is taken away.
    fn pop(&mut self) -> Result<At, Unread> {
        let floor = self.marks.last().copied().unwrap_or(0);
        match self.stack.len() > floor {
            true => self.stack.pop().ok_or(Unread::Instruction(0)),
            false => Err(Unread::Instruction(0)),
        }
    }

    fn top(&self) -> Result<At, Unread> {
        self.stack.last().copied().ok_or(Unread::Instruction(0))
    }

    fn last(&mut self, count: usize) -> Result<Vec<At>, Unread> {
        let start = self.stack.len().checked_sub(count);
        Ok(self.stack.split_off(start.ok_or(Unread::Instruction(0))?))
    }

    fn taken_to_mark(&mut self) -> Result<Vec<At>, Unread> {
        let mark = self.marks.pop().ok_or(Unread::Instruction(0))?;
        match mark <= self.stack.len() {
            true => Ok(self.stack.split_off(mark)),
            false => Err(Unread::Instruction(0)),
        }
    }

    fn keep(&mut self, place: u32) -> Result<(), Unread> {
        self.memo.insert(place, self.top()?);
        Ok(())
    }

    fn get(&mut self, place: u32) -> Result<(), Unread> {
        let kept = self.memo.get(&place).copied();
        self.stack.push(kept.ok_or(Unread::Instruction(0))?);
        Ok(())
    }
}

fn object(class: At, arguments: At) -> Value {
    Value::Object(Box::new(Object {
        class,
        arguments,
        state: None,
        items: Vec::new(),
        entries: Vec::new(),
    }))
}

fn pairs(items: &[At]) -> Vec<(At, At)> {
    let pairs = items.chunks_exact(2);
    pairs.map(|pair| (pair[0], pair[1])).collect()
}

fn parsed<T: std::str::FromStr>(digits: &[u8]) -> Option<T> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}

/// A whole number in as few bytes as it needs, little-endian, the last with the sign.
fn long(bytes: &[u8]) -> Value {
    let Some(sign) = bytes.last() else {
        return Value::Int(0);
    };
    if bytes.len() > 8 {
        return Value::Long;
    }
    let mut whole = [if sign >> 7 == 1 { 0xff } else { 0 }; 8];
    whole[..bytes.len()].copy_from_slice(bytes);
    Value::Int(i64::from_le_bytes(whole))
}
