//! Keeps the library in memory once it is loaded: OpenSSL frees a thread's generator when the thread ends, by a
//! function in here, and to unload the library before that would end the process.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg-cdylib=-Wl,-z,nodelete");
    }
}
