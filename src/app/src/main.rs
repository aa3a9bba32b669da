/*!
The page: draws and asks, keeps no money logic.

`route` names what the address bar says, `client` speaks with the worker, `store` holds what is
shown and what can be done with it; `pages` and `parts` draw. The core is taken without its engine,
so that nothing here can name a reader.
*/

#![forbid(unsafe_code)]

mod app;
mod broken;
mod browser;
mod casebook;
mod client;
mod download;
mod keeping;
mod kept;
mod mappings;
mod pages;
mod parts;
mod preference;
mod queue;
mod route;
mod said;
mod store;

fn main() {
    broken::install();
    leptos::mount::mount_to_body(app::App);
}
