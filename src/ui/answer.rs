//! A callback as a future: for calls that answer a promise.

use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    rc::Rc,
    task::{Poll, Waker},
};

struct Shared<T> {
    value: Option<T>,
    waker: Option<Waker>,
}

/// Waits for what `start` hands to the callback that it is given.
pub async fn answer<T: 'static>(start: impl FnOnce(Box<dyn FnOnce(T)>)) -> T {
    let shared = Rc::new(RefCell::new(Shared {
        value: None,
        waker: None,
    }));
    let given = Rc::clone(&shared);
    start(Box::new(move |value| {
        let waker = {
            let mut given = given.borrow_mut();
            given.value = Some(value);
            given.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }));
    wait(shared).await
}

fn wait<T>(shared: Rc<RefCell<Shared<T>>>) -> impl Future<Output = T> {
    poll_fn(move |context| {
        let mut shared = shared.borrow_mut();
        match shared.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                shared.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    })
}
