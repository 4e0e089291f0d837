//! Files that people drop or choose, and those that a script hands over.
//!
//! Only handles are collected; nothing is read here. The order is that of the paths, so that it does not depend on how the browser lists a folder.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use std::{future::Future, pin::Pin};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader,
    FileSystemEntry, FileSystemFileEntry,
};

use super::{
    BrowserError,
    folder::{Folder, dropped_folder},
    picked::{Picked, empty_folder},
};

/// True when what is being dragged has files in it.
pub fn has_files(transfer: &DataTransfer) -> bool {
    transfer.types().iter().any(|kind| kind == "Files")
}

/// What was dropped.
#[derive(Debug, Clone)]
pub struct Dropped {
    /// The files, with those of folders that cannot be listed again; of a folder that holds nothing the path alone, with a slash at its end.
    pub files: Vec<Picked>,
    /// The folders that can be listed again.
    pub folders: Vec<Folder>,
}

/// The files and the folders of a drop. Call it within the event: the browser forgets the drop afterwards, only the walk through the folders waits.
///
/// # Errors
/// When a folder or a file cannot be opened.
pub fn from_drop(
    transfer: &DataTransfer,
) -> impl Future<Output = Result<Dropped, BrowserError>> + use<> {
    let items = transfer.items();
    let items = (0..items.length()).filter_map(|index| items.get(index));
    let items = items.filter(|item| item.kind() == "file").map(|item| {
        let entry = item.webkit_get_as_entry().ok().flatten();
        let is_file = entry.as_ref().is_some_and(FileSystemEntry::is_file);
        let folder = (!is_file).then(|| dropped_folder(&item));
        // A drop that a script made has files without entries.
        let file = item.get_as_file().ok().flatten();
        (folder, entry, file)
    });
    let items: Vec<_> = items.collect();
    async move {
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for (folder, entry, file) in items {
            let folder = match folder {
                Some(folder) => folder.await,
                None => None,
            };
            match (folder, entry, file) {
                (Some(folder), ..) => folders.push(folder),
                (None, Some(entry), _) => walk(entry, &mut files).await?,
                (None, None, file) => files.extend(file.map(|file| from_file(&file))),
            }
        }
        let files = in_order(files);
        Ok(Dropped { files, folders })
    }
}

/// The files of an `<input type="file">`, with relative paths where a folder was chosen.
pub fn from_list(list: &FileList) -> Vec<Picked> {
    let files = (0..list.length()).filter_map(|index| list.get(index));
    in_order(files.map(|file| from_file(&file)).collect())
}

/// What a script hands over: a `File`, a `FileList`, a `{path, bytes}` object, or an array or iterable of these.
///
/// # Errors
/// When a value is none of these.
pub fn from_script(value: &JsValue) -> Result<Vec<Picked>, BrowserError> {
    if value.is_object()
        && !value.is_instance_of::<File>()
        && let Ok(Some(values)) = js_sys::try_iter(value)
    {
        return values
            .map(|item| {
                let item = item.map_err(|thrown| BrowserError::new("list the files", &thrown))?;
                one_from_script(&item)
            })
            .collect();
    }
    Ok(vec![one_from_script(value)?])
}

fn one_from_script(value: &JsValue) -> Result<Picked, BrowserError> {
    if let Some(file) = value.dyn_ref::<File>() {
        return Ok(from_file(file));
    }
    let field = |name: &str| Reflect::get(value, &JsValue::from_str(name)).ok();
    let path = field("path").and_then(|path| path.as_string());
    let bytes = field("bytes").and_then(|bytes| as_blob_or_bytes(&bytes));
    match (path, bytes) {
        (Some(path), Some((data, size))) => Ok(Picked { path, size, data }),
        _ => Err(BrowserError {
            tried: "use a file that a script gave",
            found: "each must be a File, or an object {path, bytes} with a string and a Uint8Array or string".to_owned(),
        }),
    }
}

fn as_blob_or_bytes(value: &JsValue) -> Option<(JsValue, u64)> {
    if let Some(blob) = value.dyn_ref::<Blob>() {
        return Some((value.clone(), blob.size() as u64));
    }
    if let Some(text) = value.as_string() {
        let bytes = Uint8Array::from(text.as_bytes());
        let size = u64::from(bytes.length());
        return Some((bytes.into(), size));
    }
    let is_bytes = value.is_instance_of::<Uint8Array>();
    let bytes = if is_bytes || value.is_instance_of::<js_sys::ArrayBuffer>() {
        Uint8Array::new(value)
    } else {
        return None;
    };
    let size = u64::from(bytes.length());
    Some((bytes.into(), size))
}

fn from_file(file: &File) -> Picked {
    let relative = Reflect::get(file, &JsValue::from_str("webkitRelativePath"))
        .ok()
        .and_then(|path| path.as_string())
        .filter(|path| !path.is_empty());
    Picked {
        path: relative.unwrap_or_else(|| file.name()),
        size: file.size() as u64,
        data: file.into(),
    }
}

fn in_order(mut picked: Vec<Picked>) -> Vec<Picked> {
    picked.sort_by(|one, other| one.path.cmp(&other.path));
    picked
}

fn walk(
    entry: FileSystemEntry,
    picked: &mut Vec<Picked>,
) -> Pin<Box<dyn Future<Output = Result<(), BrowserError>> + '_>> {
    Box::pin(async move {
        let path = entry.full_path();
        if entry.is_directory() {
            let reader = entry
                .unchecked_into::<FileSystemDirectoryEntry>()
                .create_reader();
            // A reader gives at most a hundred entries at a time, and none at the end.
            let mut is_empty = true;
            loop {
                let batch = read_batch(&reader).await?;
                if batch.length() == 0 {
                    if is_empty {
                        picked.push(empty_folder(&path));
                    }
                    return Ok(());
                }
                is_empty = false;
                for entry in batch.iter() {
                    walk(entry.unchecked_into(), picked).await?;
                }
            }
        }
        let file = open(&entry.unchecked_into()).await?;
        picked.push(Picked {
            path: path.trim_start_matches('/').to_owned(),
            ..from_file(&file)
        });
        Ok(())
    })
}

async fn read_batch(reader: &FileSystemDirectoryReader) -> Result<Array, BrowserError> {
    let batch = Promise::new(&mut |resolve, reject| {
        if let Err(thrown) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
            reject.call1(&JsValue::NULL, &thrown).ok();
        }
    });
    JsFuture::from(batch)
        .await
        .map(JsCast::unchecked_into)
        .map_err(|thrown| BrowserError::new("list a dropped folder", &thrown))
}

async fn open(entry: &FileSystemFileEntry) -> Result<File, BrowserError> {
    let file = Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    });
    JsFuture::from(file)
        .await
        .map(JsCast::unchecked_into)
        .map_err(|thrown| BrowserError::new("open a dropped file", &thrown))
}
