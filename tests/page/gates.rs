//! Gates that hold a part of the page until a test lets it on, so that no test depends on how fast a machine is.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Problem;
use crate::page::{Page, dist};

/// Stands before the engine's own loader. Between two steps the engine posts itself a message through a port: each one needs leave, which also ends when
/// progress is about what the test waits for. How long each step takes is noted by what its progress is about; that none of it is left out for being too soon
/// after the last, the engine's clock runs ahead at every look.
const ENGINE: &str = "if (self.name !== 'parts') {
    const channel = new BroadcastChannel('engine gate');
    let leave = Infinity, awaited = null, about = '', longest = {};
    const held = [];
    const letOn = () => { while (held.length > 0 && leave > 0) { leave -= 1; held.shift()(); } };
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (...message) {
        held.push(() => post.apply(this, message));
        letOn();
    };
    const now = performance.now.bind(performance), ahead = 50;
    let looks = 0;
    performance.now = () => now() + ahead * looks++;
    const {set, get} = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
    Object.defineProperty(MessagePort.prototype, 'onmessage', {get, set(listener) {
        set.call(this, event => {
            about = 'the report';
            const start = now();
            listener.call(this, event);
            longest[about] = Math.max(longest[about] ?? 0, now() - start);
        });
    }});
    const say = self.postMessage;
    self.postMessage = (message, ...rest) => {
        if (message[0].slice(0, 60).includes('\"Progress\"')) {
            const {stage, item} = JSON.parse(message[0]).reply.Progress;
            about = `${stage}: ${item}`;
            if (awaited !== null && about.startsWith(awaited)) {
                leave = 0;
                channel.postMessage('there');
            }
        }
        return say.call(self, message, ...rest);
    };
    channel.onmessage = ({data}) => {
        leave = data.steps ?? Infinity;
        awaited = data.awaited ?? null;
        letOn();
        channel.postMessage({longest});
        if (data.steps === null) longest = {};
    };
}\n";

/// Stands before the loader of the workers that read parts of files: none gets the bytes of a part before the test has let it pass.
const PARTS: &str = "if (self.name === 'parts') {
    const channel = new BroadcastChannel('parts gate');
    const held = new Map();
    const fetched = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
        const part = crypto.randomUUID();
        await new Promise(pass => { held.set(part, pass); channel.postMessage({part}); });
        return fetched.apply(this);
    };
    channel.onmessage = ({data}) => held.get(data.passes)?.();
}\n";

/// Holds back timers of the page that run for long, until a test lets them end.
const TIMERS: &str = "{
    const set = window.setTimeout, clear = window.clearTimeout, held = new Map();
    let next = -1, least = arguments[0];
    window.setTimeout = (run, milliseconds, ...rest) => {
        if (!(milliseconds >= least)) return set(run, milliseconds, ...rest);
        held.set(next, {run, milliseconds});
        return next--;
    };
    window.clearTimeout = id => { held.delete(id) || clear(id); };
    window.heldTimers = () => held.size;
    window.endTimers = () => {
        least = Infinity;
        window.passTimers();
    };
    window.passTimers = () => {
        const ended = [...held.values()];
        held.clear();
        ended.forEach(timer => timer.run());
    };
}";

impl Page {
    /// The built page with an engine that can be held: see [`Page::hold_engine`].
    pub fn load_gated() -> Result<Self, Problem> {
        Self::load_behind(ENGINE)
    }

    /// The built page, where parts of files come when a script lets them pass: each is announced in the channel `parts gate` as `{part}`, and passes with `{passes}`.
    pub fn load_with_held_parts() -> Result<Self, Problem> {
        Self::load_behind(PARTS)
    }

    fn load_behind(gate: &str) -> Result<Self, Problem> {
        let loader = dist()?.join("engine/loader.js");
        let own = std::fs::read_to_string(&loader)?;
        Self::load_with(|server| server.replace(&loader, format!("{gate}{own}").into_bytes()))
    }

    /// Holds the engine: what is asked of it is heard, and no step is made.
    pub fn hold_engine(&self) -> Result<(), Problem> {
        self.give_leave(json!(0)).map(drop)
    }

    /// Lets the engine make one step of work.
    pub fn step_engine(&self) -> Result<(), Problem> {
        self.give_leave(json!(1)).map(drop)
    }

    /// Ends the hold.
    pub fn let_engine(&self) -> Result<(), Problem> {
        self.give_leave(Value::Null).map(drop)
    }

    /// Lets the engine on and has it stop behind the first step that says it is about that: a stage and an item, or how they begin.
    ///
    /// Fails if the promise `window.ended` of the page, if there is one, is fulfilled before.
    pub fn run_engine_to(&self, awaited: &str) -> Result<(), Problem> {
        let script = "const channel = new BroadcastChannel('engine gate'); \
            const there = new Promise(done => { \
                channel.onmessage = ({data}) => { if (data === 'there') done(); }; \
                channel.postMessage({awaited: arguments[0]}); \
            }); \
            const ended = (window.ended ?? new Promise(() => {})).then(message => { throw new Error(message); }); \
            await Promise.race([there, ended]); \
            channel.close()";
        self.browser
            .script_async(script, json!([awaited]))
            .map(drop)
    }

    /// Lets the engine on; answers how many milliseconds the longest step took since this was last asked, by what steps were about.
    pub fn longest_steps(&self) -> Result<BTreeMap<String, f64>, Problem> {
        Ok(serde_json::from_value(self.give_leave(Value::Null)?)?)
    }

    fn give_leave(&self, steps: Value) -> Result<Value, Problem> {
        let script = "const channel = new BroadcastChannel('engine gate'); \
            const heard = await new Promise(done => { \
                channel.onmessage = ({data}) => { if (data.longest) done(data.longest); }; \
                channel.postMessage({steps: arguments[0]}); \
            }); \
            channel.close(); \
            return heard";
        self.browser.script_async(script, json!([steps]))
    }

    /// Lets the held engine make steps, one at a time, until the expression is truthy; answers its value.
    pub fn step_engine_until(&self, what: &str, condition: &str) -> Result<Value, Problem> {
        /// The page draws what the engine says within a few of these.
        const STEPS: usize = 1000;
        for _ in 0..STEPS {
            let value = self.value(&format!("({condition}) || null"))?;
            if !value.is_null() {
                return Ok(value);
            }
            self.step_engine()?;
        }
        Err(format!("{what} did not come within {STEPS} steps of the engine").into())
    }

    /// Holds back the timers of the page that run for at least so many milliseconds.
    pub fn hold_timers(&self, least_ms: u32) -> Result<(), Problem> {
        self.browser.script(TIMERS, json!([least_ms])).map(drop)
    }

    /// The same for the page that is loaded next.
    pub fn hold_timers_of_next_page(&self, least_ms: u32) -> Result<(), Problem> {
        let source = TIMERS.replace("arguments[0]", &least_ms.to_string());
        let source = json!({"source": source});
        self.browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .map(drop)
    }

    /// Lets those timers end now, and later ones run as they are.
    pub fn end_timers(&self) -> Result<(), Problem> {
        self.value("window.endTimers()").map(drop)
    }

    /// Waits until a timer is held and ends it; later ones are held too. What `before` does happens while it is held.
    pub fn pass_timers_after(
        &self,
        before: impl FnOnce() -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.wait_for("a timer", "window.heldTimers()")?;
        before()?;
        self.value("window.passTimers()").map(drop)
    }
}
