//! A line as SageMaker writes it.

use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;

/// A captured event, a ground truth record, or both.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'a> {
    #[serde(borrow)]
    pub(super) capture_data: Option<CaptureData<'a>>,
    #[serde(borrow)]
    pub(super) ground_truth_data: Option<Payload<'a>>,
    #[serde(borrow)]
    pub(super) event_metadata: Option<Metadata<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaptureData<'a> {
    #[serde(borrow)]
    pub(super) endpoint_input: Option<Payload<'a>>,
    #[serde(borrow)]
    pub(super) endpoint_output: Option<Payload<'a>>,
    #[serde(borrow)]
    pub(super) batch_transform_output: Option<Payload<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payload<'a> {
    #[serde(borrow)]
    pub(super) data: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) encoding: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) observed_content_type: Option<Text<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Metadata<'a> {
    #[serde(borrow)]
    pub(super) event_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) inference_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) inference_time: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) custom_attributes: Option<Vec<Text<'a>>>,
}

/// A string that borrows from the line where it has no escapes.
#[derive(Deserialize, Clone)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

impl Event<'static> {
    /// Reads a record whose texts are numbers or objects, as hand-made files have them: what is not a string is taken as its JSON text.
    pub(super) fn lenient(record: &Value) -> Event<'static> {
        let payload = |value: &Value| {
            value.is_object().then(|| Payload {
                encoding: text(value.get("encoding")).or_else(|| {
                    let is_json = value
                        .get("data")
                        .is_some_and(|data| data.is_object() || data.is_array());
                    is_json.then_some(Text(Cow::Borrowed("JSON")))
                }),
                data: text(value.get("data")),
                observed_content_type: text(value.get("observedContentType")),
            })
        };
        let side = |name: &str| record.get("captureData")?.get(name).and_then(payload);
        let metadata = record.get("eventMetadata");
        let of_event = |name: &str| text(metadata.and_then(|metadata| metadata.get(name)));
        Event {
            capture_data: record.get("captureData").map(|_| CaptureData {
                endpoint_input: side("endpointInput"),
                endpoint_output: side("endpointOutput"),
                batch_transform_output: side("batchTransformOutput"),
            }),
            ground_truth_data: record.get("groundTruthData").and_then(payload),
            event_metadata: Some(Metadata {
                event_id: of_event("eventId"),
                inference_id: of_event("inferenceId"),
                inference_time: of_event("inferenceTime"),
                custom_attributes: match metadata.and_then(|one| one.get("customAttributes")) {
                    Some(Value::Array(all)) => {
                        Some(all.iter().filter_map(|one| text(Some(one))).collect())
                    }
                    one => text(one).map(|one| vec![one]),
                },
            }),
        }
    }
}

/// A string as it is, anything else but null as its JSON text.
pub(super) fn text(value: Option<&Value>) -> Option<Text<'static>> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(Text(Cow::Owned(text.clone()))),
        other => Some(Text(Cow::Owned(other.to_string()))),
    }
}
