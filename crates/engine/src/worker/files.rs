//! The files of a request, as they come from the page.

use crate::problem::Problem;
use std::cell::RefCell;
use std::io::Cursor;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::blob::{BlobReader, Upcoming};
use super::pool::{self, BlobParts, Pool};
use crate::protocol::FileName;
use crate::session::parse_role;
use crate::source::{Dropped, Opener, PartOpener};
use leeway_documents::{PartReader, ReadSeek};

/// Bytes from which files are read in parts.
const LARGE_BYTES: u32 = 8 << 20;

/// The named files, with what reads them; `payload` holds a `Blob` or a `Uint8Array` for each.
pub(super) fn dropped(
    files: &[FileName],
    payload: JsValue,
    pool: &Rc<RefCell<Pool>>,
) -> Result<Vec<Dropped>, Problem> {
    let payload: Array = payload
        .dyn_into()
        .map_err(|_| Problem::failed("The files did not arrive with the request."))?;
    let upcoming = Upcoming::default();
    let is_large = are_large(&payload);
    if is_large {
        pool::start(pool);
    }
    files
        .iter()
        .enumerate()
        .map(|(index, file)| {
            let data = as_blob_if_large(payload.get(index as u32));
            let role = file.role.as_deref().map(parse_role).transpose()?.flatten();
            let parts = data.dyn_ref::<Blob>().filter(|_| is_large).map(|blob| {
                let (blob, pool) = (blob.clone(), pool.clone());
                let parts = move || Box::new(BlobParts::new(blob.clone(), pool.clone()));
                Box::new(move || parts() as Box<dyn PartReader>) as PartOpener
            });
            let open: Opener = if let Some(blob) = data.dyn_ref::<Blob>() {
                let (blob, next) = (blob.clone(), payload.get(index as u32 + 1));
                let upcoming = upcoming.clone();
                Box::new(move || {
                    let reader = BlobReader::new(&blob, upcoming.clone(), next.dyn_ref())?;
                    Ok(Box::new(reader) as Box<dyn ReadSeek>)
                })
            } else if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
                let bytes = bytes.clone();
                Box::new(move || Ok(Box::new(Cursor::new(bytes.to_vec())) as Box<dyn ReadSeek>))
            } else {
                return Err(Problem::failed(format!(
                    "{} arrived without its bytes.",
                    file.path
                )));
            };
            Ok(Dropped {
                path: file.path.clone(),
                size: file.size,
                role,
                side: None,
                run: file.run.clone(),
                replaces: file.replaces,
                is_gone: false,
                open,
                parts,
            })
        })
        .collect()
}

/// Whether files are large enough together for other workers to read parts of them.
pub(super) fn are_large(files: &Array) -> bool {
    let bytes = files.iter().map(|file| match file.dyn_ref::<Blob>() {
        Some(blob) => blob.size(),
        None => file.dyn_ref().map_or(0, Uint8Array::length).into(),
    });
    bytes.sum::<f64>() >= f64::from(LARGE_BYTES)
}

/// Parts of a file can be read by other workers, of bytes they cannot without a copy for each.
fn as_blob_if_large(data: JsValue) -> JsValue {
    let large = data
        .dyn_ref::<Uint8Array>()
        .filter(|bytes| bytes.length() >= LARGE_BYTES);
    let blob = large.map(|bytes| Blob::new_with_u8_array_sequence(&Array::of1(bytes)));
    blob.and_then(Result::ok).map_or(data, JsValue::from)
}
