/*!
Radicals back to letters. What is copied out of a PDF often holds the radicals of Unicode's two blocks
instead of the letters that look the same: `交易⽇期`, `⼈⺠币`. They are never meant.
*/

use std::borrow::Cow;

/// The letters of the block of radicals from U+2F00 on, in its order (Unicode's own folding).
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Those of the second block that look like whole letters of the mainland's script, by pairs.
const SUPPLEMENT: &str =
    "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻥鱼⻦鸟⻨麦⻩黄⻬齐⻰龙";

/// The first bytes of all of them.
const LEAD: u8 = 0xe2;

/// The letter that is meant by a radical.
fn letter(c: char) -> Option<char> {
    match c {
        '\u{2e80}'..='\u{2eff}' => {
            let mut pairs = SUPPLEMENT.chars();
            while let (Some(radical), Some(letter)) = (pairs.next(), pairs.next()) {
                if radical == c {
                    return Some(letter);
                }
            }
            None
        }
        '\u{2f00}'..='\u{2fd5}' => {
            let index = usize::try_from(u32::from(c) - 0x2f00).ok()?;
            KANGXI.chars().nth(index)
        }
        _ => None,
    }
}

/// A text with letters for radicals, as long in bytes as before.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    let may_hold = text.as_bytes().windows(2).any(|pair| {
        let [lead, next] = pair else { return false };
        *lead == LEAD && (0xba..=0xbf).contains(next)
    });
    if !may_hold {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| letter(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::{KANGXI, SUPPLEMENT, plain};

    #[test]
    fn radicals_become_letters() {
        for (text, want) in [
            ("交易⽇期,⾦额,附⾔", "交易日期,金额,附言"),
            ("中国⺠⽣银⾏ ⼈⺠币", "中国民生银行 人民币"),
            ("日期“a”…", "日期“a”…"),
        ] {
            assert_eq!(plain(text), want);
            assert_eq!(text.len(), want.len());
        }
        assert_eq!(KANGXI.chars().count(), 0x2fd6 - 0x2f00);
        assert_eq!(SUPPLEMENT.chars().count() % 2, 0);
        assert!(
            KANGXI
                .chars()
                .chain(SUPPLEMENT.chars())
                .all(|c| c.len_utf8() == 3)
        );
    }
}
