//! Rows that a batch transform wrote: the last two columns are the inference id and its time.

use crate::{parse_time, row_key};
use leeway_table::{Column, Labels, NO_KEY, NO_TIME, Table, Values};

/// Makes keys and times of the last two columns of a table without names, if they are ids and times. True when they were.
pub(crate) fn take_inference_ids(table: &mut Table) -> bool {
    let [.., before, id, time] = table.columns.as_slice() else {
        return false;
    };
    if before.named || table.rows == 0 {
        return false;
    }
    let key = |id: &str| is_uuid(id.trim()).then(|| row_key(id.trim()));
    let (Some(keys), Some(times)) = (each(id, NO_KEY, key), each(time, NO_TIME, parse_time)) else {
        return false;
    };
    table.keys = keys;
    table.times = times;
    table.columns.truncate(table.columns.len() - 2);
    true
}

/// What `read` makes of every label; `None` if it cannot read one.
fn each<T: Copy>(column: &Column, missing: T, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let Values::Labels(Labels {
        codes, dictionary, ..
    }) = &column.values
    else {
        return None;
    };
    let values = dictionary.labels().map(read).collect::<Option<Vec<T>>>()?;
    let value = |code: &u32| values.get(*code as usize).copied().unwrap_or(missing);
    (!values.is_empty()).then(|| codes.iter().map(value).collect())
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
