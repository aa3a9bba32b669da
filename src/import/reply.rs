//! Error messages of a provider's interface, and web pages, saved as if they were a bill.

use serde_json::Value;

use super::ImportError;

/// An error message is short; a larger file is something else.
const REPLY_BYTES_MAX: usize = 64 * 1024;

/// The message is cut to this many characters.
const MESSAGE_CHARACTERS_MAX: usize = 200;

/// Keys that bear a message, the most telling first (WeChat v3 and v2, Alipay).
const MESSAGES: &[&str] = &[
    "message",
    "err_code_des",
    "error_msg",
    "sub_msg",
    "return_msg",
    "msg",
    "error",
];

/// Keys that bear its code.
const CODES: &[&str] = &["code", "err_code", "error_code", "sub_code", "return_code"];

/// Lets everything through but error replies and web pages.
///
/// # Errors
/// [`ImportError::ErrorReply`] with the provider's message, [`ImportError::Document`] for a page.
pub fn check(text: &str) -> Result<(), ImportError> {
    let text = text.trim_start();
    let begin: String = text.chars().take(16).collect::<String>().to_lowercase();
    if text.len() <= REPLY_BYTES_MAX {
        let found = if begin.starts_with('{') {
            serde_json::from_str(text)
                .ok()
                .and_then(|value| of_json(&value))
        } else if begin.starts_with("<xml") {
            of_xml(text)
        } else {
            None
        };
        if let Some(message) = found {
            let cut = message.chars().take(MESSAGE_CHARACTERS_MAX).collect();
            return Err(ImportError::ErrorReply(cut));
        }
    }
    if begin.starts_with("<!doctype html") || begin.starts_with("<html") {
        return Err(ImportError::Document("HTML".to_owned()));
    }
    Ok(())
}

/// The message of an object, or of an object in it (Alipay wraps it once).
fn of_json(value: &Value) -> Option<String> {
    let object = value.as_object()?;
    let text = |keys: &[&str]| keys.iter().find_map(|key| object.get(*key)?.as_str());
    match (text(CODES), text(MESSAGES)) {
        (Some(code), Some(message)) => Some(format!("{code}: {message}")),
        (None, Some(message)) => Some(message.to_owned()),
        (Some(code), None) => Some(code.to_owned()),
        (None, None) => object.values().find_map(of_json),
    }
}

/// The message of WeChat's `<xml><return_msg><![CDATA[…]]></return_msg></xml>`.
fn of_xml(text: &str) -> Option<String> {
    let value = |key: &str| {
        let (_, rest) = text.split_once(&format!("<{key}>"))?;
        let (inner, _) = rest.split_once(&format!("</{key}>"))?;
        let inner = inner
            .trim()
            .trim_start_matches("<![CDATA[")
            .trim_end_matches("]]>");
        (!inner.is_empty()).then(|| inner.to_owned())
    };
    let first = |keys: &[&str]| keys.iter().find_map(|key| value(key));
    match (first(CODES), first(MESSAGES)) {
        (Some(code), Some(message)) => Some(format!("{code}: {message}")),
        (code, message) => message.or(code),
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::import::ImportError;

    #[test]
    fn messages_are_found() {
        for (text, want) in [
            (
                "{\"code\":\"NO_STATEMENT_EXIST\",\"message\":\"账单文件不存在\"}",
                "NO_STATEMENT_EXIST: 账单文件不存在",
            ),
            (
                "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[No Bill Exist]]></return_msg>\
                 <error_code><![CDATA[20002]]></error_code></xml>",
                "20002: No Bill Exist",
            ),
            (
                "{\"x_response\":{\"code\":\"40004\",\"msg\":\"Business Failed\"}}",
                "40004: Business Failed",
            ),
        ] {
            assert_eq!(check(text), Err(ImportError::ErrorReply(want.to_owned())));
        }
        assert_eq!(check("a,b\n"), Ok(()));
        assert_eq!(
            check("<!DOCTYPE html><html></html>"),
            Err(ImportError::Document("HTML".to_owned()))
        );
    }
}
