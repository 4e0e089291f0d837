//! Models that are damaged at random: nothing panics, nothing is run, and memory is bounded, whatever the bytes say.
//!
//! 3 000 of them, always the same; `LEEWAY_MUTATIONS=100000` for more.
#![allow(clippy::unwrap_used)]

use leeway::documents::model::{Saved, read};
use leeway::documents::{Content, DocumentKind, Input, ReadOptions, Reading, Step};
use leeway::monitors::attribution::Attributor;
use leeway::table::Cell;
use std::alloc::{GlobalAlloc, Layout, System};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes that reading a file of some ten kilobytes may take.
const MOST_BYTES: usize = 64 << 20;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// What is counted is of the whole program, so tests wait for each other.
static ALONE: Mutex<()> = Mutex::new(());

/// The system's allocator, which counts.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call goes to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }
}

fn files() -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/models");
    let folders = std::fs::read_dir(root).unwrap();
    let folders = folders
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let is_model = |path: &PathBuf| path.file_name().unwrap() != "expected.json";
    let files = files.into_iter().filter(is_model);
    files
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect()
}

/// Bytes flipped, put in, taken out, repeated, or cut off; numbers that are as large as can be.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len());
        let length = random.below(16).min(bytes.len() - at);
        match random.below(7) {
            0 => bytes[at] = random.below(256) as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let again = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, again);
            }
            4 => bytes[at..at + length].fill(0xff),
            5 => bytes.insert(at, b"N(]}).0bRcqhet\x81\x85\x8c\x93\x94"[random.below(19)]),
            _ => bytes.truncate(bytes.len() - random.below(bytes.len() / 4 + 1)),
        }
        if bytes.is_empty() {
            bytes.push(0x80);
        }
    }
}

/// Works a model out for one row.
fn ask(content: &Content) {
    let (encoder, predictor) = match content {
        Content::Model(model) => (model.encoder.as_ref(), Some(&model.predictor)),
        Content::Encoder(encoder) => (Some(encoder), None),
        _ => return,
    };
    let cells = [Cell::Number(3.5, false), Cell::Missing, Cell::Text("south")];
    let values: Vec<f64> = match encoder {
        Some(encoder) => {
            let columns = encoder.columns.iter().enumerate();
            columns
                .map(|(at, column)| column.encoded(cells[at % 3]))
                .collect()
        }
        None => vec![1.5; predictor.map_or(0, |predictor| predictor.features)],
    };
    let Some(predictor) = predictor else {
        return;
    };
    let columns = values.iter().enumerate();
    let columns: Vec<Vec<f32>> = columns
        .map(|(feature, value)| predictor.compared(feature, std::iter::once(*value)))
        .collect();
    let columns: Vec<&[f32]> = columns.iter().map(Vec::as_slice).collect();
    let mut attributor = Attributor::new(predictor, 1);
    while !attributor.advance(&columns) {}
    let found = attributor.finish();
    let scores: Vec<f64> = found.scores.iter().map(|class| class[0]).collect();
    predictor.transform(&scores);
}

#[test]
fn damaged_models_are_refused_or_read_and_nothing_else() {
    let _alone = ALONE.lock();
    let count = std::env::var("LEEWAY_MUTATIONS").ok();
    let count: usize = count.map_or(3000, |count| count.parse().unwrap());
    let files = files();
    let mut random = Random(7);
    let (mut read_anyway, mut highest) = (0, 0);
    for _ in 0..count {
        let (path, bytes) = &files[random.below(files.len())];
        let mut bytes = bytes.clone();
        mutate(&mut bytes, &mut random);
        let start = NOW.load(Ordering::Relaxed);
        PEAK.store(start, Ordering::Relaxed);
        let input = Input {
            path: path.file_name().unwrap().to_string_lossy().into_owned(),
            size: bytes.len() as u64,
            data: Box::new(std::io::Cursor::new(bytes)),
        };
        let mut reading = Reading::start(input, &ReadOptions::default());
        let mut documents = Vec::new();
        loop {
            match reading.step() {
                Step::Document(document) => documents.push(document),
                Step::More => {}
                Step::Done => break,
            }
        }
        let peak = PEAK.load(Ordering::Relaxed) - start;
        highest = highest.max(peak);
        assert!(peak < MOST_BYTES, "{} took {peak} bytes", path.display());
        for document in documents {
            read_anyway += usize::from(document.problem.is_none());
            ask(&document.content);
        }
    }
    println!("{count} damaged models, {read_anyway} of them read, at most {highest} bytes each");
    assert!(read_anyway > count / 50 && read_anyway < count);
}

/// Pickles that would do something, or never end, where Python reads them.
#[test]
fn pickles_that_are_made_to_harm_do_nothing() {
    let _alone = ALONE.lock();
    let refusal = |bytes: &[u8]| {
        let read = read(DocumentKind::PickledModel, bytes);
        match read {
            Err(note) => note.found.unwrap_or_default(),
            Ok(Saved::Model(_) | Saved::Encoder(_)) => panic!("read"),
        }
    };
    assert_eq!(
        refusal(b"\x80\x02cos\nsystem\nX\x06\x00\x00\x00rm -rf\x85R."),
        "a os.system"
    );
    // A list that holds itself.
    assert_eq!(refusal(b"\x80\x02]q\x00h\x00a."), "a list of 1 values");
    // An array whose type is made of an array of that type.
    let array = b"\x80\x02cnumpy.core.multiarray\n_reconstruct\nq\x00)Rq\x01(K\x01K\x01\x85cnumpy\ndtype\nh\x01\x85R\x89C\x01ztb.";
    assert!(refusal(array).contains("numpy"));
    // A pipeline of itself, and one that doubles at each of many levels.
    let of_itself = b"\x80\x02csklearn.pipeline\nPipeline\n)\x81q\x00}X\x05\x00\x00\x00steps]q\x01X\x01\x00\x00\x00ah\x00\x86asb.";
    assert!(!refusal(of_itself).is_empty());
    let mut doubled = b"\x80\x02csklearn.preprocessing\nStandardScaler\n)\x81}X\x0e\x00\x00\x00n_features_in_K\x01sbq\x00".to_vec();
    for _ in 0..60 {
        doubled.extend(b"0csklearn.pipeline\nPipeline\n)\x81}X\x05\x00\x00\x00steps](X\x01\x00\x00\x00ah\x00\x86X\x01\x00\x00\x00bh\x00\x86esbq\x00");
    }
    doubled.push(b'.');
    assert!(!refusal(&doubled).is_empty());
    // A claim of four gigabytes, values without end, outside buffers, and a stack that is empty.
    assert_eq!(refusal(b"\x80\x04B\xff\xff\xff\xff."), "it ends early");
    let endless: Vec<u8> = b"\x80\x02"
        .iter()
        .chain(vec![b'N'; 3 << 20].iter())
        .copied()
        .collect();
    assert!(refusal(&endless).contains("more than"));
    assert!(refusal(b"\x80\x05\x97.").contains("not in it"));
    assert_eq!(
        refusal(b"\x80\x02R."),
        "byte 2 is no instruction of a pickle"
    );
}
