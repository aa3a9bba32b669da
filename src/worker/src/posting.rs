//! Messages in and out: `{message, bytes}` comes in, an [`Event`] goes out.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Performance};

use yifen::protocol::{Event, Request, Stage, VERSION};

use crate::session::{Brought, Session};

/// Progress is told no more often than this: faster than a person reads only costs time.
const PROGRESS_EVERY_MS: u64 = 100;

/// What came and is not answered yet, in its order.
#[derive(Default)]
struct Inbox {
    waiting: RefCell<VecDeque<JsValue>>,
    /// Taken out while somebody answers.
    session: RefCell<Option<Session>>,
}

/// Listens to the page, then says that the worker is there.
pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let inbox = Rc::new(Inbox::default());
    inbox.session.replace(Some(Session::default()));
    let own = scope.clone();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        inbox.waiting.borrow_mut().push_back(event.data());
        // Where the session is out, whoever has it answers this message too.
        if let Some(session) = inbox.session.take() {
            spawn_local(work_off(own.clone(), Rc::clone(&inbox), session));
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // The listener lives as long as the worker: nothing ever takes it back.
    listener.forget();
    post(
        &scope,
        &Event::Ready {
            version: VERSION.to_owned(),
        },
    );
}

/// Answers one message after the other, as they came.
async fn work_off(scope: DedicatedWorkerGlobalScope, inbox: Rc<Inbox>, mut session: Session) {
    loop {
        let next = inbox.waiting.borrow_mut().pop_front();
        let Some(data) = next else { break };
        receive(&scope, &mut session, &data).await;
    }
    inbox.session.replace(Some(session));
}

async fn receive(scope: &DedicatedWorkerGlobalScope, session: &mut Session, data: &JsValue) {
    let Some((request, bytes)) = read(data) else {
        // The page is of this very build, so an unreadable message is a defect; without a number
        // there is nobody to answer. The error event tells the page that the worker is broken.
        wasm_bindgen::throw_str("unreadable message");
    };
    let id = request.id;
    let mut ticker = Ticker::new(scope, id);
    let brought = match bytes {
        Some(buffer) => {
            ticker.tell(Stage::Recognise, 0);
            Some(Brought {
                sha256: digest(scope, &buffer).await,
                bytes: Uint8Array::new(&buffer).to_vec(),
            })
        }
        None => None,
    };
    let body = session.answer(request.body, brought, &mut |stage, percent| {
        ticker.tell(stage, percent);
    });
    post(scope, &Event::Reply { id, body });
}

fn read(data: &JsValue) -> Option<(Request, Option<ArrayBuffer>)> {
    let message = Reflect::get(data, &JsValue::from_str("message")).ok()?;
    let bytes = Reflect::get(data, &JsValue::from_str("bytes")).ok()?;
    let request = serde_wasm_bindgen::from_value(message).ok()?;
    Some((request, bytes.dyn_into().ok()))
}

/// The SHA-256 in hexadecimal, by the browser's own code, which runs several times faster than ours
/// inside it. `None` where the browser withholds it (pages that come by plain http).
async fn digest(scope: &DedicatedWorkerGlobalScope, buffer: &ArrayBuffer) -> Option<String> {
    let subtle = Reflect::get(scope.crypto().ok()?.as_ref(), &JsValue::from_str("subtle")).ok()?;
    let subtle: web_sys::SubtleCrypto = subtle.dyn_into().ok()?;
    let promise = subtle
        .digest_with_str_and_buffer_source("SHA-256", buffer)
        .ok()?;
    let digest = Uint8Array::new(&JsFuture::from(promise).await.ok()?);
    let mut text = String::new();
    for byte in digest.to_vec() {
        write!(text, "{byte:02x}").ok()?;
    }
    Some(text)
}

fn post(scope: &DedicatedWorkerGlobalScope, event: &Event) {
    // Objects instead of maps: flattened structs read back from both, and the page's debugger shows
    // them.
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let posted = event
        .serialize(&serializer)
        .map_err(JsValue::from)
        .and_then(|value| scope.post_message(&value));
    if let Err(error) = posted {
        // An answer that cannot be told must not look like one that never ends.
        wasm_bindgen::throw_val(error);
    }
}

/// Tells where long work stands, at most ten times a second and at once when the stage changes.
struct Ticker<'a> {
    scope: &'a DedicatedWorkerGlobalScope,
    clock: Option<Performance>,
    id: u32,
    told_ms: u64,
    stage: Option<Stage>,
}

impl<'a> Ticker<'a> {
    fn new(scope: &'a DedicatedWorkerGlobalScope, id: u32) -> Self {
        let mut ticker = Self {
            scope,
            clock: scope.performance(),
            id,
            told_ms: 0,
            stage: None,
        };
        ticker.told_ms = ticker.now_ms();
        ticker
    }

    /// Whole milliseconds since the worker began.
    fn now_ms(&self) -> u64 {
        self.clock.as_ref().map_or(0, |clock| clock.now() as u64)
    }

    fn tell(&mut self, stage: Stage, percent: u8) {
        let now_ms = self.now_ms();
        if self.stage == Some(stage) && now_ms < self.told_ms + PROGRESS_EVERY_MS {
            return;
        }
        (self.told_ms, self.stage) = (now_ms, Some(stage));
        post(
            self.scope,
            &Event::Progress {
                id: self.id,
                stage,
                percent: percent.min(100),
            },
        );
    }
}
