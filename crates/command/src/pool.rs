//! Threads that read parts of large files, as other workers do for the page.
//!
//! Parts are joined in the order of the document by who asked, so that the result does not depend on how many threads there are.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::inputs::Held;
use leeway_documents::{PartPlan, PartRange, PartReader, outline_file, read_part};

/// More than these only wait for the one who joins the parts.
const MOST_READERS: usize = 16;
/// Parts for each thread: one that it reads, one that is there when it is done, and one that is joined.
const AT_A_TIME: usize = 3;
/// Who waits looks again after this at the latest.
const PATIENCE: Duration = Duration::from_millis(50);

/// The threads. They end with the process, or when the last who may ask is gone.
pub struct Pool {
    readers: usize,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Something was asked, or nobody will ask any more.
    asked: Condvar,
    /// Something was answered.
    answered: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Asked>,
    /// What was asked for and not taken yet; `None` as long as there is no answer.
    answers: HashMap<u32, Option<Option<Vec<u8>>>>,
    next: u32,
    /// Counts answers, so that who waits knows whether one came in between.
    answered: u64,
    is_over: bool,
}

struct Asked {
    id: u32,
    held: Held,
    size: u64,
    part: Option<(PartPlan, PartRange)>,
}

impl Pool {
    /// So many threads; none with fewer than two, because who joins the parts reads as well then.
    pub fn start(threads: usize) -> Option<Arc<Pool>> {
        if threads < 2 {
            return None;
        }
        let shared = Arc::<Shared>::default();
        let mut readers = 0;
        for _ in 0..threads.min(MOST_READERS) {
            let shared = shared.clone();
            let reader = std::thread::Builder::new().name("parts".to_owned());
            readers += usize::from(reader.spawn(move || shared.serve()).is_ok());
        }
        (readers > 0).then(|| Arc::new(Pool { readers, shared }))
    }

    /// How many answers there were until now.
    pub fn answered(&self) -> u64 {
        self.shared.locked().answered
    }

    /// Waits until there was another answer than the first `seen`.
    pub fn wait(&self, seen: u64) {
        let state = self.shared.locked();
        let is_same = |state: &mut State| state.answered == seen;
        let waited = self
            .shared
            .answered
            .wait_timeout_while(state, PATIENCE, is_same);
        drop(waited);
    }

    /// Who reads parts of a file.
    pub fn parts(self: &Arc<Pool>, held: &Held, size: u64) -> Box<dyn PartReader> {
        Box::new(Parts {
            pool: self.clone(),
            held: held.clone(),
            size,
            asked: Vec::new(),
        })
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.locked().is_over = true;
        self.shared.asked.notify_all();
    }
}

impl Shared {
    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a thread does until nobody will ask any more.
    fn serve(&self) {
        let mut state = self.locked();
        loop {
            if state.is_over {
                return;
            }
            let Some(asked) = state.waiting.pop_front() else {
                state = self
                    .asked
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            drop(state);
            let answer = asked.answer();
            state = self.locked();
            // Whoever asked may have gone.
            if let Some(place) = state.answers.get_mut(&asked.id) {
                *place = Some(answer);
            }
            state.answered += 1;
            self.answered.notify_all();
        }
    }
}

impl Asked {
    fn answer(&self) -> Option<Vec<u8>> {
        let mut file = self.held.open().ok()?;
        match &self.part {
            Some((plan, range)) => read_part(plan, &mut *file, self.size, *range),
            None => outline_file(&mut *file, self.size),
        }
    }
}

/// The parts of one file.
struct Parts {
    pool: Arc<Pool>,
    held: Held,
    size: u64,
    asked: Vec<u32>,
}

impl Parts {
    fn send(&mut self, part: Option<(PartPlan, PartRange)>) -> u32 {
        let mut state = self.pool.shared.locked();
        let id = state.next;
        state.next += 1;
        state.answers.insert(id, None);
        state.waiting.push_back(Asked {
            id,
            held: self.held.clone(),
            size: self.size,
            part,
        });
        self.asked.push(id);
        self.pool.shared.asked.notify_one();
        id
    }
}

impl PartReader for Parts {
    fn ahead(&self) -> usize {
        self.pool.readers * AT_A_TIME
    }

    fn ask(&mut self, plan: &PartPlan, range: PartRange) -> u32 {
        self.send(Some((plan.clone(), range)))
    }

    fn ask_outline(&mut self) -> u32 {
        self.send(None)
    }

    fn has_answered(&self, asked: u32) -> bool {
        let state = self.pool.shared.locked();
        !matches!(state.answers.get(&asked), Some(None))
    }

    fn take(&mut self, asked: u32) -> Option<Vec<u8>> {
        self.asked.retain(|id| *id != asked);
        let mut state = self.pool.shared.locked();
        state.answers.remove(&asked).flatten().flatten()
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        let mut state = self.pool.shared.locked();
        for id in &self.asked {
            state.answers.remove(id);
        }
        let asked = &self.asked;
        state.waiting.retain(|waiting| !asked.contains(&waiting.id));
    }
}
