/*!
Speaks with the worker: one future a request, and a new worker when the old one must end.

A worker is started by the page's own scripts (`src/web/seal.js`), from what is in memory, once the
page is sealed: it is bound by the seal and needs no request.
*/

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Array, ArrayBuffer, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker};
use yifen::protocol::{Ask, Event, Request, Stage, Told, VERSION};

use crate::browser;

/// No reply will come: she cancelled, or the worker broke, which [`News`] tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

/// What the worker does without being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Long work moved on.
    Progress {
        /// What is being done.
        stage: Stage,
        /// 0 to 100 within the stage.
        percent: u8,
    },
    /// It broke and is gone; [`Client::restart`] starts another.
    Broken,
    /// It is of another build than the page: only reloading helps.
    OtherVersion,
}

type Listener = Rc<dyn Fn(News)>;

/// The page's end of the line. Copies speak with the same worker.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Line>>);

struct Line {
    worker: Option<Worker>,
    /// Counts the workers asked for: one that comes after another was asked for is ended.
    started: u32,
    /// Kept as long as the worker, whose handlers they are.
    handlers: Vec<Closure<dyn FnMut(web_sys::Event)>>,
    ready: bool,
    /// Requests made before the worker was there: it would not hear them yet.
    early: Vec<(u32, JsValue, Array)>,
    waiting: BTreeMap<u32, oneshot::Sender<Told>>,
    last_id: u32,
    listener: Listener,
}

impl Client {
    /// Starts a worker.
    pub fn new(listener: impl Fn(News) + 'static) -> Self {
        let client = Self(Rc::new(RefCell::new(Line {
            worker: None,
            started: 0,
            handlers: Vec::new(),
            ready: false,
            early: Vec::new(),
            waiting: BTreeMap::new(),
            last_id: 0,
            listener: Rc::new(listener),
        })));
        client.restart();
        client
    }

    /// Ends the worker, whatever it is doing, and starts another, which holds no files. Every
    /// request still waiting is lost.
    pub fn restart(&self) {
        self.end();
        let started = {
            let mut line = self.0.borrow_mut();
            line.started = line.started.wrapping_add(1);
            line.started
        };
        let client = self.clone();
        spawn_local(async move {
            match browser::start_worker().await {
                Ok(worker) => client.employ(started, worker.unchecked_into()),
                Err(_) => client.fail(News::Broken),
            }
        });
    }

    fn employ(&self, started: u32, worker: Worker) {
        if started != self.0.borrow().started {
            return worker.terminate();
        }
        let (heard, failed) = (self.clone(), self.clone());
        let on_message = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            heard.hear(&event.unchecked_into::<MessageEvent>().data());
        });
        let on_error =
            Closure::<dyn FnMut(web_sys::Event)>::new(move |_| failed.fail(News::Broken));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        let mut line = self.0.borrow_mut();
        line.handlers = vec![on_message, on_error];
        line.worker = Some(worker);
    }

    /// Asks, with the bytes of a file beside the message where it needs one.
    pub async fn ask(&self, ask: Ask, bytes: Option<ArrayBuffer>) -> Result<Told, Lost> {
        let reply = self.send(ask, bytes);
        reply.await.map_err(|oneshot::Canceled| Lost)
    }

    fn send(&self, body: Ask, bytes: Option<ArrayBuffer>) -> oneshot::Receiver<Told> {
        let (sender, receiver) = oneshot::channel();
        let mut line = self.0.borrow_mut();
        line.last_id = line.last_id.wrapping_add(1);
        let id = line.last_id;
        // An unsent request drops its sender: the caller learns that it is lost.
        let Some((envelope, transfer)) = envelope(&Request { id, body }, bytes) else {
            return receiver;
        };
        line.waiting.insert(id, sender);
        if line.ready {
            line.post(id, &envelope, &transfer);
        } else {
            line.early.push((id, envelope, transfer));
        }
        receiver
    }

    fn hear(&self, data: &JsValue) {
        match serde_wasm_bindgen::from_value(data.clone()) {
            Ok(Event::Ready { version }) if version == VERSION => self.0.borrow_mut().open(),
            Ok(Event::Ready { .. }) => self.fail(News::OtherVersion),
            Ok(Event::Progress { stage, percent, .. }) => {
                self.tell(News::Progress { stage, percent });
            }
            Ok(Event::Reply { id, body }) => {
                let sender = self.0.borrow_mut().waiting.remove(&id);
                if let Some(sender) = sender {
                    // Nobody waits any more where the asking page was left meanwhile.
                    let _unheard = sender.send(body);
                }
            }
            Err(_) => self.fail(News::OtherVersion),
        }
    }

    fn fail(&self, news: News) {
        self.end();
        self.tell(news);
    }

    fn end(&self) {
        let mut line = self.0.borrow_mut();
        if let Some(worker) = line.worker.take() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.set_onmessageerror(None);
            worker.terminate();
        }
        line.ready = false;
        line.early.clear();
        let lost = std::mem::take(&mut line.waiting);
        // Dropped only after the borrow ends: waking those who wait may ask again at once.
        drop(line);
        drop(lost);
    }

    fn tell(&self, news: News) {
        let listener = Rc::clone(&self.0.borrow().listener);
        listener(news);
    }
}

impl Line {
    fn open(&mut self) {
        self.ready = true;
        for (id, envelope, transfer) in std::mem::take(&mut self.early) {
            self.post(id, &envelope, &transfer);
        }
    }

    fn post(&mut self, id: u32, envelope: &JsValue, transfer: &Array) {
        let posted = self
            .worker
            .as_ref()
            .map(|worker| worker.post_message_with_transfer(envelope, transfer));
        if !matches!(posted, Some(Ok(()))) {
            self.waiting.remove(&id);
        }
    }
}

/// `{message, bytes}` and the list of what is handed over instead of copied.
fn envelope(request: &Request, bytes: Option<ArrayBuffer>) -> Option<(JsValue, Array)> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let message = request.serialize(&serializer).ok()?;
    let (envelope, transfer) = (Object::new(), Array::new());
    Reflect::set(&envelope, &JsValue::from_str("message"), &message).ok()?;
    if let Some(bytes) = bytes {
        Reflect::set(&envelope, &JsValue::from_str("bytes"), &bytes).ok()?;
        transfer.push(&bytes);
    }
    Some((envelope.into(), transfer))
}
