//! The noise of the `opendp` crate behind a small C interface: pointers, sizes, doubles and a status code.
//!
//! Every function that can fail returns a [`fault::Status`] and writes its answer through a pointer only when it
//! returns `Done`. The text of the last failure on the calling thread is at [`effigy_opendp_last_error`]. No panic
//! crosses the interface.

mod batch;
mod fault;
mod mechanism;

use fault::{Fault, Status};
use std::ffi::{c_char, CStr};

/// Goes up whenever a signature below changes.
const ABI_VERSION: u32 = 1;

/// The pinned version of the crate in Cargo.toml, which a test compares with Cargo.lock.
const OPENDP_VERSION: &CStr = c"0.16.0";

/// Which interface this library speaks.
#[no_mangle]
pub extern "C" fn effigy_opendp_abi_version() -> u32 {
    ABI_VERSION
}

/// The version of the `opendp` crate inside, as static text.
#[no_mangle]
pub extern "C" fn effigy_opendp_version() -> *const c_char {
    OPENDP_VERSION.as_ptr()
}

/// 1 if OpenDP draws from OpenSSL's private generator, 0 if from the generator that it calls not secure.
#[no_mangle]
pub extern "C" fn effigy_opendp_is_secure() -> u32 {
    u32::from(cfg!(feature = "use-openssl"))
}

/// The text of the last failure on this thread; it stays as it is until the next failure on this thread.
#[no_mangle]
pub extern "C" fn effigy_opendp_last_error() -> *const c_char {
    fault::last_error()
}

/// OpenDP's loss of the discrete Gaussian: rho of zero-concentrated privacy.
///
/// # Safety
/// `loss` is null or may be written.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_gaussian_loss(scale: f64, l2: f64, loss: *mut f64) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { fault::answer(loss, || mechanism::gaussian_loss(scale, l2)) }
}

/// OpenDP's loss of the discrete Laplace: epsilon of pure privacy.
///
/// # Safety
/// `loss` is null or may be written.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_laplace_loss(scale: f64, l1: i64, loss: *mut f64) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { fault::answer(loss, || mechanism::laplace_loss(scale, l1)) }
}

/// OpenDP's loss of the noisy maximum with Gumbel noise: rho of zero-concentrated privacy.
///
/// # Safety
/// `loss` is null or may be written.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_gumbel_max_loss(scale: f64, l_inf: i64, loss: *mut f64) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { fault::answer(loss, || mechanism::gumbel_max_loss(scale, l_inf)) }
}

/// OpenDP's loss of the noisy maximum with exponential noise: epsilon of pure privacy.
///
/// # Safety
/// `loss` is null or may be written.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_exponential_max_loss(scale: f64, l_inf: i64, loss: *mut f64) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { fault::answer(loss, || mechanism::exponential_max_loss(scale, l_inf)) }
}

/// Adds one discrete Gaussian draw to each of `length` values, in place, on at most `threads` threads. Either all
/// values get their draw or, when it fails, none is touched.
///
/// # Safety
/// `values` is null, or points to `length` values that nothing else reads or writes meanwhile.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_add_gaussian(
    scale: f64,
    values: *mut i64,
    length: usize,
    threads: usize,
) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { add(values, length, threads, |chunk| mechanism::gaussian(scale, chunk)) }
}

/// Adds one discrete Laplace draw to each of `length` values, as [`effigy_opendp_add_gaussian`] does.
///
/// # Safety
/// `values` is null, or points to `length` values that nothing else reads or writes meanwhile.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_add_laplace(
    scale: f64,
    values: *mut i64,
    length: usize,
    threads: usize,
) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { add(values, length, threads, |chunk| mechanism::laplace(scale, chunk)) }
}

/// The index of the largest score after Gumbel noise.
///
/// # Safety
/// `scores` is null or points to `length` scores that nothing writes meanwhile; `index` is null or may be written.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_gumbel_max(
    scale: f64,
    scores: *const i64,
    length: usize,
    index: *mut i64,
) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { select(scores, length, index, |all| mechanism::gumbel_max(scale, all)) }
}

/// The index of the largest score after exponential noise.
///
/// # Safety
/// `scores` is null or points to `length` scores that nothing writes meanwhile; `index` is null or may be written.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_exponential_max(
    scale: f64,
    scores: *const i64,
    length: usize,
    index: *mut i64,
) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { select(scores, length, index, |all| mechanism::exponential_max(scale, all)) }
}

/// The smallest epsilon that OpenDP finds for rho-zCDP at delta; infinite if there is none.
///
/// # Safety
/// `epsilon` is null or may be written.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_zcdp_epsilon(rho: f64, delta: f64, epsilon: *mut f64) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { fault::answer(epsilon, || mechanism::zcdp_epsilon(rho, delta)) }
}

/// The smallest delta that OpenDP finds for rho-zCDP at epsilon.
///
/// # Safety
/// `delta` is null or may be written.
#[no_mangle]
pub unsafe extern "C" fn effigy_opendp_zcdp_delta(rho: f64, epsilon: f64, delta: *mut f64) -> Status {
    // SAFETY: the caller's promise is ours.
    unsafe { fault::answer(delta, || mechanism::zcdp_delta(rho, epsilon)) }
}

/// # Safety
/// As [`effigy_opendp_add_gaussian`].
unsafe fn add(
    values: *mut i64,
    length: usize,
    threads: usize,
    noise: impl Fn(&[i64]) -> Result<Vec<i64>, Fault> + Sync,
) -> Status {
    fault::guarded(|| {
        if length == 0 {
            return Ok(());
        }
        fault::refuse_null(values, "values")?;
        // SAFETY: not null, and the caller promises `length` values that are ours until we return.
        let values = unsafe { std::slice::from_raw_parts_mut(values, length) };
        let noisy = batch::in_parallel(values, threads, noise)?;
        values.copy_from_slice(&noisy);
        Ok(())
    })
}

/// # Safety
/// As [`effigy_opendp_gumbel_max`].
unsafe fn select(
    scores: *const i64,
    length: usize,
    index: *mut i64,
    choose: impl Fn(&[i64]) -> Result<usize, Fault>,
) -> Status {
    let choice = || {
        if length == 0 {
            return Err(Fault::argument("there is no score to choose from"));
        }
        fault::refuse_null(scores, "scores")?;
        // SAFETY: not null, and the caller promises `length` scores that stay as they are until we return.
        let chosen = choose(unsafe { std::slice::from_raw_parts(scores, length) })?;
        i64::try_from(chosen).map_err(|error| Fault::broken(format!("index {chosen}: {error}")))
    };
    // SAFETY: the caller's promise is ours.
    unsafe { fault::answer(index, choice) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stated_version_is_the_locked_one() {
        let lock = include_str!("../Cargo.lock");
        let stated = format!("name = \"opendp\"\nversion = \"{}\"", OPENDP_VERSION.to_str().unwrap());
        assert!(lock.replace("\r\n", "\n").contains(&stated));
    }

    #[test]
    fn null_pointers_are_refused_with_a_text() {
        // SAFETY: null pointers are what these functions are asked to refuse.
        unsafe {
            let null = std::ptr::null_mut();
            assert_eq!(Status::Argument, effigy_opendp_add_gaussian(1.0, null, 1, 1));
            assert_eq!(Status::Argument, effigy_opendp_gumbel_max(1.0, null, 1, &mut 0));
            assert_eq!(Status::Argument, effigy_opendp_gaussian_loss(1.0, 1.0, std::ptr::null_mut()));
            let text = CStr::from_ptr(effigy_opendp_last_error()).to_str().unwrap();
            assert!(text.contains("null"), "{text}");
        }
    }

    #[test]
    fn an_empty_batch_needs_no_pointer() {
        // SAFETY: a null pointer goes with the length 0.
        assert_eq!(Status::Done, unsafe { effigy_opendp_add_laplace(1.0, std::ptr::null_mut(), 0, 1) });
    }
}
