//! Failures on their way over the C interface: a status for the program, a text for the person.

use std::any::Any;
use std::cell::RefCell;
use std::ffi::{c_char, CString};
use std::panic::{catch_unwind, AssertUnwindSafe};

/// How a call ended; the numbers are part of the interface.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Done = 0,
    /// An argument of the C interface was at fault.
    Argument = 1,
    /// OpenDP refused or failed; the text is its own.
    OpenDp = 2,
    /// The code panicked, which is a defect, or the system gave no thread.
    Broken = 3,
}

/// A failure before it crosses the interface.
#[derive(Debug)]
pub struct Fault {
    pub status: Status,
    pub text: String,
}

impl Fault {
    pub fn argument(text: impl Into<String>) -> Fault {
        Fault { status: Status::Argument, text: text.into() }
    }

    pub fn broken(text: impl Into<String>) -> Fault {
        Fault { status: Status::Broken, text: text.into() }
    }

    /// What a thread or a call panicked with.
    pub fn panic(payload: Box<dyn Any + Send>) -> Fault {
        let text = payload
            .downcast_ref::<&str>()
            .map(|text| text.to_string())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "without a text".to_string());
        Fault::broken(format!("panic: {text}"))
    }
}

impl From<opendp::error::Error> for Fault {
    fn from(error: opendp::error::Error) -> Fault {
        let text = match &error.message {
            Some(message) => format!("{}: {message}", error.variant),
            None => error.variant.to_string(),
        };
        Fault { status: Status::OpenDp, text }
    }
}

thread_local! {
    static LAST_ERROR: RefCell<CString> = RefCell::default();
}

/// The text of the last failure on this thread.
pub fn last_error() -> *const c_char {
    LAST_ERROR.with_borrow(|text| text.as_ptr())
}

/// Runs `body`; a failure or a panic becomes a status and this thread's last error.
pub fn guarded(body: impl FnOnce() -> Result<(), Fault>) -> Status {
    // What a panic leaves half done is dropped unread: callers write their answer only after success.
    let outcome = catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| Err(Fault::panic(payload)));
    match outcome {
        Ok(()) => Status::Done,
        Err(fault) => {
            let text = CString::new(fault.text.replace('\0', " ")).unwrap_or_default();
            LAST_ERROR.set(text);
            fault.status
        }
    }
}

/// Runs `body` as [`guarded`] does and writes its value to `target` if there is one.
///
/// # Safety
/// `target` is null or may be written.
pub unsafe fn answer<T>(target: *mut T, body: impl FnOnce() -> Result<T, Fault>) -> Status {
    guarded(|| {
        refuse_null(target, "the answer")?;
        let value = body()?;
        // SAFETY: not null, and the caller promises that it may be written.
        unsafe { target.write(value) };
        Ok(())
    })
}

/// Fails if `pointer` is null.
pub fn refuse_null<T>(pointer: *const T, name: &str) -> Result<(), Fault> {
    if pointer.is_null() {
        return Err(Fault::argument(format!("the pointer to {name} is null")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;

    fn text() -> String {
        // SAFETY: the text stays until the next failure on this thread.
        unsafe { CStr::from_ptr(last_error()) }.to_str().unwrap().to_owned()
    }

    #[test]
    fn a_panic_becomes_a_status_and_its_text() {
        assert_eq!(Status::Broken, guarded(|| panic!("planted {}", 7)));
        assert_eq!("panic: planted 7", text());
    }

    #[test]
    fn a_failure_leaves_the_answer_alone() {
        let mut target = 5;
        // SAFETY: the target is a variable of ours.
        let status = unsafe { answer(&mut target, || Err(Fault::argument("zero \0 inside"))) };
        assert_eq!((Status::Argument, 5), (status, target));
        assert_eq!("zero   inside", text());
    }
}
