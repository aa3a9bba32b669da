//! Messages in and out: `{message, bytes}` comes in, an [`Event`] goes out.

use js_sys::{Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Performance};

use yifen::protocol::{Event, Request, Stage, VERSION};

use crate::session::Session;

/// Progress is told no more often than this: faster than a person reads only costs time.
const PROGRESS_EVERY_MS: u64 = 100;

/// Listens to the page, then says that the worker is there.
pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let mut session = Session::default();
    let own = scope.clone();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        receive(&own, &mut session, &event.data());
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

fn receive(scope: &DedicatedWorkerGlobalScope, session: &mut Session, data: &JsValue) {
    let Some((request, bytes)) = read(data) else {
        // The page is of this very build, so an unreadable message is a defect; without a number
        // there is nobody to answer. The error event tells the page that the worker is broken.
        wasm_bindgen::throw_str("unreadable message");
    };
    let id = request.id;
    let mut ticker = Ticker::new(scope, id);
    let body = session.answer(request.body, bytes, &mut |stage, percent| {
        ticker.tell(stage, percent)
    });
    post(scope, &Event::Reply { id, body });
}

fn read(data: &JsValue) -> Option<(Request, Option<Vec<u8>>)> {
    let message = Reflect::get(data, &JsValue::from_str("message")).ok()?;
    let bytes = Reflect::get(data, &JsValue::from_str("bytes")).ok()?;
    let request = serde_wasm_bindgen::from_value(message).ok()?;
    Some((
        request,
        (!bytes.is_undefined()).then(|| Uint8Array::new(&bytes).to_vec()),
    ))
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
