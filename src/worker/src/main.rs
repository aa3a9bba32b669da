/*!
The worker: holds the loaded files and the explanation, and answers the page's messages.

`posting` is the only room that knows a browser; `session` is plain Rust and is tested natively.
*/

#![forbid(unsafe_code)]

mod posting;
mod session;

fn main() {
    posting::start();
}
