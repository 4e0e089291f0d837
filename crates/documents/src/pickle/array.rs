//! NumPy's arrays and scalars.

use super::item::Item;
use super::value::Value;
use std::borrow::Cow;

/// Items that are read of one array.
const MOST_ITEMS: usize = 4 << 20;
/// Descriptions of types within each other, and arrays within objects.
const DEEPEST: usize = 4;

/// An array: its items in the order of C, or of Fortran.
#[derive(Debug, Clone)]
pub(crate) struct Array<'a> {
    /// Lengths of its axes; none for a scalar.
    pub(crate) shape: Vec<usize>,
    kind: Kind<'a>,
    is_fortran: bool,
    data: Data<'a>,
}

#[derive(Debug, Clone)]
enum Data<'a> {
    Bytes(Cow<'a, [u8]>),
    Objects(Vec<Item<'a>>),
}

/// What an item is.
#[derive(Debug, Clone)]
pub(super) struct Kind<'a> {
    /// NumPy's letter: f, i, u, b, U, S, O, V.
    pub(super) letter: u8,
    /// Bytes of an item.
    pub(super) size: usize,
    is_big: bool,
    /// Of a structure: name, type and place of each field.
    fields: Vec<(Cow<'a, str>, Kind<'a>, usize)>,
}

impl<'a> Item<'a> {
    /// An array or a scalar of NumPy; `None` for anything else.
    pub(crate) fn array(self) -> Option<Array<'a>> {
        if let Value::Raw(raw) = self.value() {
            let wrapper = self.to(raw.wrapper);
            return Array {
                shape: shape(wrapper.get("shape")?)?,
                kind: kind(wrapper.get("dtype")?, 0)?,
                is_fortran: wrapper.get("order")?.plain_text()? == "F",
                data: Data::Bytes(Cow::Borrowed(self.pickle.bytes.get(raw.bytes.clone())?)),
            }
            .checked();
        }
        let arguments = self.arguments();
        let (module, name) = self.class()?;
        let is_of = |part: &str| {
            module
                .strip_suffix(part)
                .is_some_and(|rest| matches!(rest, "numpy.core." | "numpy._core."))
        };
        match name {
            "_reconstruct" if is_of("multiarray") => {
                let state = self.state()?.list()?;
                let [_, axes, of, is_fortran, data] = state.get(..)? else {
                    return None;
                };
                let data = match data.list() {
                    Some(objects) => Data::Objects(objects),
                    None => Data::Bytes(data.bytes()?),
                };
                Array {
                    shape: shape(*axes)?,
                    kind: kind(*of, 0)?,
                    is_fortran: is_fortran.plain_number()? != 0.0,
                    data,
                }
                .checked()
            }
            "_frombuffer" if is_of("numeric") => {
                let [data, of, axes, order] = arguments.get(..)? else {
                    return None;
                };
                Array {
                    shape: shape(*axes)?,
                    kind: kind(*of, 0)?,
                    is_fortran: order.plain_text()? == "F",
                    data: Data::Bytes(data.bytes()?),
                }
                .checked()
            }
            "scalar" if is_of("multiarray") => {
                let of = kind(*arguments.first()?, 0)?;
                let data = match arguments.get(1)? {
                    object if of.letter == b'O' => Data::Objects(vec![*object]),
                    bytes => Data::Bytes(bytes.bytes()?),
                };
                Array {
                    shape: Vec::new(),
                    kind: of,
                    is_fortran: false,
                    data,
                }
                .checked()
            }
            _ => None,
        }
    }
}

pub(super) fn shape(axes: Item) -> Option<Vec<usize>> {
    axes.list()?.into_iter().map(Item::plain_count).collect()
}

/// A `numpy.dtype`: `f8` and the like when it is made, byte order, fields and size in its state.
pub(super) fn kind(of: Item, depth: usize) -> Option<Kind> {
    if depth > DEEPEST || of.class()? != ("numpy", "dtype") {
        return None;
    }
    let name = of.arguments().first()?.plain_text()?;
    let (letter, digits) = name.split_at_checked(1)?;
    let letter = letter.bytes().next()?;
    let size: usize = digits.parse().ok()?;
    let state = of.state().and_then(Item::list).unwrap_or_default();
    let is_big = state
        .get(1)
        .and_then(|order| order.plain_text())
        .is_some_and(|order| order == ">");
    let mut fields = Vec::new();
    if letter == b'V'
        && let (Some(names), Some(known)) =
            (state.get(3).and_then(|names| names.list()), state.get(4))
    {
        for name in names {
            let name = name.plain_text()?;
            let field = known.get(&name)?.list()?;
            fields.push((
                name,
                kind(*field.first()?, depth + 1)?,
                field.get(1)?.plain_count()?,
            ));
        }
    }
    // A text of so many letters has four bytes for each.
    let size = if letter == b'U' {
        size.checked_mul(4)?
    } else {
        size
    };
    (1..=1 << 20).contains(&size).then_some(Kind {
        letter,
        size,
        is_big,
        fields,
    })
}

impl<'a> Array<'a> {
    /// The array, if it has as many items as its shape says.
    fn checked(self) -> Option<Array<'a>> {
        let count = self
            .shape
            .iter()
            .try_fold(1_usize, |count, axis| count.checked_mul(*axis))?;
        let has = match &self.data {
            Data::Objects(objects) => objects.len(),
            Data::Bytes(bytes) => {
                let is_whole = bytes.len() % self.kind.size == 0;
                is_whole.then_some(bytes.len() / self.kind.size)?
            }
        };
        (count == has && count <= MOST_ITEMS).then_some(self)
    }

    /// Number of items.
    pub(crate) fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// The items as numbers, in the order of C; NaN for objects that are none.
    ///
    /// `None` for texts and structures.
    pub(crate) fn numbers(&self) -> Option<Vec<f64>> {
        let read = match &self.data {
            Data::Objects(objects) => {
                let numbers = objects.iter().map(|item| item.plain_number());
                numbers.map(|number| number.unwrap_or(f64::NAN)).collect()
            }
            Data::Bytes(bytes) => {
                let items = bytes.chunks_exact(self.kind.size);
                items
                    .map(|item| number(item, &self.kind))
                    .collect::<Option<Vec<f64>>>()?
            }
        };
        Some(self.in_order(read))
    }

    /// The same as places; `None` where one is no whole number from 0.
    pub(crate) fn counts(&self) -> Option<Vec<usize>> {
        let count = |number: f64| (0.0..1e15).contains(&number).then_some(number as usize);
        self.numbers()?.into_iter().map(count).collect()
    }

    /// The items, where they are objects.
    pub(crate) fn objects(&self) -> Option<Vec<Item<'a>>> {
        match &self.data {
            Data::Objects(objects) => Some(self.in_order(objects.clone())),
            Data::Bytes(_) => None,
        }
    }

    /// The items, where they are texts of a fixed length.
    pub(crate) fn texts(&self) -> Option<Vec<String>> {
        let Data::Bytes(bytes) = &self.data else {
            return None;
        };
        let items = bytes.chunks_exact(self.kind.size);
        let texts = items.map(|item| text(item, &self.kind));
        Some(self.in_order(texts.collect::<Option<Vec<String>>>()?))
    }

    /// True where the items are truth values.
    pub(crate) fn is_of_truth(&self) -> bool {
        self.kind.letter == b'b'
    }

    /// A field of each item of an array of structures.
    pub(crate) fn field(&self, name: &str) -> Option<Vec<f64>> {
        let Data::Bytes(bytes) = &self.data else {
            return None;
        };
        let (_, kind, start) = self
            .kind
            .fields
            .iter()
            .find(|(known, _, _)| known == name)?;
        let items = bytes.chunks_exact(self.kind.size);
        let of = |item: &[u8]| number(item.get(*start..start.checked_add(kind.size)?)?, kind);
        items.map(of).collect()
    }

    pub(super) fn one_number(&self) -> Option<f64> {
        let number = self.numbers().filter(|numbers| numbers.len() == 1)?;
        number.first().copied()
    }

    pub(super) fn one_text(&self) -> Option<Cow<'a, str>> {
        let text = self.texts().filter(|texts| texts.len() == 1)?;
        text.into_iter().next().map(Cow::Owned)
    }

    /// From the order that the array has to that of C.
    fn in_order<T: Clone>(&self, items: Vec<T>) -> Vec<T> {
        if !self.is_fortran || self.shape.len() < 2 {
            return items;
        }
        let mut ordered = Vec::with_capacity(items.len());
        let mut place = vec![0; self.shape.len()];
        for _ in 0..items.len() {
            let mut step = 1;
            let mut at = 0;
            for (axis, length) in self.shape.iter().enumerate() {
                at += place[axis] * step;
                step *= length;
            }
            ordered.push(items[at].clone());
            for axis in (0..place.len()).rev() {
                place[axis] += 1;
                if place[axis] < self.shape[axis] {
                    break;
                }
                place[axis] = 0;
            }
        }
        ordered
    }
}

fn number(item: &[u8], kind: &Kind) -> Option<f64> {
    let mut bytes = [0_u8; 8];
    let place = bytes.get_mut(..item.len())?;
    place.copy_from_slice(item);
    if kind.is_big {
        place.reverse();
    }
    let whole = u64::from_le_bytes(bytes);
    // Moves the sign to where it belongs.
    let shift = 64 - 8 * u32::try_from(item.len()).ok()?;
    Some(match (kind.letter, item.len()) {
        (b'f', 8) => f64::from_bits(whole),
        (b'f', 4) => f32::from_bits(whole as u32).into(),
        (b'i', 1..=8) => (((whole << shift) as i64) >> shift) as f64,
        (b'u' | b'b', 1..=8) => whole as f64,
        _ => return None,
    })
}

fn text(item: &[u8], kind: &Kind) -> Option<String> {
    match kind.letter {
        b'U' => {
            let letter = |four: &[u8]| {
                let four = *four.first_chunk::<4>()?;
                char::from_u32(match kind.is_big {
                    true => u32::from_be_bytes(four),
                    false => u32::from_le_bytes(four),
                })
            };
            let text: Option<String> = item.chunks_exact(4).map(letter).collect();
            Some(text?.trim_end_matches('\0').to_owned())
        }
        b'S' => {
            let text = String::from_utf8_lossy(item);
            Some(text.trim_end_matches('\0').to_owned())
        }
        _ => None,
    }
}
