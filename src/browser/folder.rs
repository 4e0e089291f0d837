use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{BrowserError, Picked};

/// What asks for a folder whose files can be listed again and again; not every browser has it.
const PICKER: &str = "showDirectoryPicker";

/// A folder that can be listed again and again.
#[derive(Debug, Clone)]
pub struct Folder {
    handle: JsValue,
    /// Its name.
    pub name: String,
}

/// True where [`choose_folder`] works.
pub fn can_choose_folders() -> bool {
    web_sys::window().is_some_and(|window| {
        Reflect::get(&window, &PICKER.into()).is_ok_and(|picker| picker.is_function())
    })
}

/// Asks for a folder; `None` if the user chose none. Call it while a click is being handled.
///
/// # Errors
/// When the browser does not open it.
pub async fn choose_folder() -> Result<Option<Folder>, BrowserError> {
    let tried = "open the folder";
    let window = web_sys::window().ok_or_else(|| BrowserError::missing(tried))?;
    match called(&window, PICKER).await {
        Ok(handle) => Ok(Some(Folder {
            name: text(&handle, "name"),
            handle,
        })),
        Err(thrown) if text(&thrown, "name") == "AbortError" => Ok(None),
        Err(thrown) => Err(BrowserError::new(tried, &thrown)),
    }
}

impl Folder {
    /// The files in it and below, by path.
    ///
    /// # Errors
    /// When a folder cannot be listed. A file that goes while the list is made is left out.
    pub async fn files(&self) -> Result<Vec<Picked>, BrowserError> {
        let failed = |thrown: JsValue| BrowserError::new("look into the folder", &thrown);
        let mut files = Vec::new();
        let mut folders = vec![(self.name.clone(), self.handle.clone())];
        while let Some((path, folder)) = folders.pop() {
            let values: Function = Reflect::get(&folder, &"values".into())
                .map_err(failed)?
                .unchecked_into();
            let entries = values.call0(&folder).map_err(failed)?;
            loop {
                let next = called(&entries, "next").await.map_err(failed)?;
                let entry = Reflect::get(&next, &"value".into()).map_err(failed)?;
                if entry.is_undefined() {
                    break;
                }
                let path = format!("{path}/{}", text(&entry, "name"));
                if text(&entry, "kind") == "directory" {
                    folders.push((path, entry));
                } else if let Ok(file) = called(&entry, "getFile").await {
                    let size = file.unchecked_ref::<File>().size() as u64;
                    files.push(Picked {
                        path,
                        size,
                        data: file,
                    });
                }
            }
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(files)
    }
}

/// Tells a file from what it was: its time and size. `None` for what is no file.
pub fn file_state(data: &JsValue) -> Option<String> {
    let file = data.dyn_ref::<File>()?;
    Some(format!("{} {}", file.last_modified(), file.size()))
}

/// What a method that answers a promise comes to.
async fn called(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    JsFuture::from(Promise::resolve(&method.call0(object)?)).await
}

fn text(object: &JsValue, name: &str) -> String {
    let value = Reflect::get(object, &name.into()).ok();
    value
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}
