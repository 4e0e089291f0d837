//! Work on several things at a time, in one thread.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// What the work on each item comes to, in the order of the items. At most `width` (at least one) are worked on at a time, so that one that waits does not
/// hold up those behind it.
pub async fn side_by_side<T, F: Future>(
    width: usize,
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> F,
) -> Vec<F::Output> {
    let mut items = items.into_iter().enumerate();
    let mut running: Vec<(usize, Pin<Box<F>>)> = Vec::new();
    let mut done = Vec::new();
    poll_fn(|context| {
        loop {
            let free = width.max(1) - running.len();
            let next = items.by_ref().take(free);
            running.extend(next.map(|(place, item)| (place, Box::pin(work(item)))));
            let before = done.len();
            running.retain_mut(|(place, future)| match future.as_mut().poll(context) {
                Poll::Ready(output) => {
                    done.push((*place, output));
                    false
                }
                Poll::Pending => true,
            });
            // Once more where a place became free: what takes it must be polled too, or nobody wakes it.
            if done.len() == before {
                return match running.is_empty() {
                    true => Poll::Ready(()),
                    false => Poll::Pending,
                };
            }
        }
    })
    .await;
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, output)| output).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::{Cell, RefCell};
    use std::task::{Context, Waker};

    /// What it comes to after as many polls.
    fn polled<T>(polls: usize, work: impl Future<Output = T>) -> Poll<T> {
        let mut work = Box::pin(work);
        let mut context = Context::from_waker(Waker::noop());
        for _ in 1..polls {
            if let Poll::Ready(output) = work.as_mut().poll(&mut context) {
                return Poll::Ready(output);
            }
        }
        work.as_mut().poll(&mut context)
    }

    /// Is there after as many polls.
    async fn after(polls: u32) {
        let left = Cell::new(polls);
        poll_fn(|_| match left.get() {
            0 => Poll::Ready(()),
            more => {
                left.set(more - 1);
                Poll::Pending
            }
        })
        .await;
    }

    #[test]
    fn the_order_is_that_of_the_items_and_no_more_than_the_width_run() {
        let (running, most) = (Cell::new(0), Cell::new(0));
        let work = side_by_side(4, 0..10_u32, |item| {
            let (running, most) = (&running, &most);
            async move {
                running.set(running.get() + 1);
                most.set(most.get().max(running.get()));
                after(10 - item).await;
                running.set(running.get() - 1);
                item * 2
            }
        });
        let expected: Vec<u32> = (0..10).map(|item| item * 2).collect();
        assert_eq!(polled(100, work), Poll::Ready(expected));
        assert_eq!(most.get(), 4);
    }

    #[test]
    fn one_that_waits_does_not_hold_up_the_others() {
        let came = RefCell::new(Vec::new());
        let work = side_by_side(2, [0, 1, 2, 3], |item| {
            let came = &came;
            async move {
                if item == 0 {
                    std::future::pending::<()>().await;
                }
                came.borrow_mut().push(item);
            }
        });
        assert_eq!(polled(10, work), Poll::Pending);
        assert_eq!(*came.borrow(), [1, 2, 3]);
    }

    #[test]
    fn of_nothing_nothing_comes() {
        let work = side_by_side(4, Vec::<u32>::new(), |item| async move { item });
        assert_eq!(polled(1, work), Poll::Ready(Vec::new()));
    }
}
