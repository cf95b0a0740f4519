// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/phrases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace demarche {
namespace {

/// Whole labels, or beginnings of them, by which other pages are headed.
constexpr std::string_view other_pages =
    "|also see|see also|read also|also read|read more|read next|more news|more on this|more "
    "in|related|"
    "related news|related links|related content|related articles|related statements|"
    "related documents|related pages|related topics|related information|latest news|latest|"
    "latest statements|latest press releases|recent news|recent posts|recent statements|"
    "other news|other statements|other press releases|more press releases|most read|"
    "most popular|popular|you may also like|you might also like|explore more|in this section|"
    "further reading|updates to this page|quick links|useful links|news archive|top "
    "stories|trending|more from|"
    "à lire aussi|lire aussi|voir aussi|sur le même sujet|articles liés|articles similaires|"
    "dernières actualités|autres actualités|actualités|liens utiles|véase también|ver también|"
    "vea también|le puede interesar|te puede interesar|noticias relacionadas|más noticias|"
    "últimas noticias|otras noticias|leia também|veja também|notícias relacionadas|"
    "leggi anche|vedi anche|notizie correlate|siehe auch|lesen sie auch|weitere meldungen|"
    "mehr zum thema|verwandte themen|weitere informationen|das könnte sie auch interessieren|"
    "zie ook|lees ook|meer nieuws|se også|les også|läs också|se även|relaterade|"
    "relaterte saker|zobacz także|zobacz też|powiązane|čtěte také|viz také|"
    "související|povezane vijesti|također pročitajte|lásd még|kapcsolódó|vezi și|citește și|"
    "смотрите также|смотри также|см также|читайте также|похожие материалы|"
    "похожие новости|другие новости|последние новости|по теме|материалы по теме|ещё по теме|"
    "еще по теме|читайте також|дивіться також|останні новини|вижте още|ilgili haberler|"
    "diğer haberler|ayrıca bakınız|son haberler|benzer haberler|həmçinin oxuyun|"
    "اقرأ أيضا|اقرأ أيضًا|مواضيع ذات صلة|أخبار ذات صلة|اخبار ذات صلة|روابط ذات صلة|"
    "آخر الأخبار|أحدث الأخبار|المزيد من الأخبار|شاهد أيضا|انظر أيضا|مطالب مرتبط|"
    "اخبار مرتبط|آخرین اخبار|בנושא זה|ראו גם|קראו עוד|כתבות נוספות|עוד בנושא|"
    "相关新闻|相关链接|相关文章|相关阅读|推荐阅读|延伸阅读|最新消息|更多新闻|热点新闻|相關新聞|"
    "相關連結|相關文章|延伸閱讀|関連リンク|関連記事|関連情報|関連ページ|関連ニュース|최신 "
    "뉴스|관련 기사|"
    "관련 뉴스|관련 링크|관련기사|관련뉴스|baca juga|berita terkait|berita terbaru|xem thêm|"
    "tin liên quan|habari zinazohusiana|soma pia|";

constexpr std::string_view page_lines =
    "|print|print this page|print page|printer friendly|printer friendly version|printable version|"
    "e mail this page|email this page|email|e mail|share|share this|share this page|share on|"
    "share this article|tweet|facebook|twitter|x|linkedin|whatsapp|telegram|copy link|pin it|"
    "back to top|top of page|top|back|go back|back to list|back to news|back to the list|home|next|"
    "previous|prev|older|newer|skip to main content|skip to content|close|menu|search|"
    "all rights reserved|rss|download|download pdf|pdf|text size|font size|a a a|listen|subscribe|"
    "follow us|follow us on|loading|read more|more|you are here|tags|comments|leave a comment|"
    "no comments|advertisement|press release|press releases|news|statements|"
    "print this article|send to a friend|save as pdf|bookmark|contact us|accept|decline|"
    "imprimer|imprimer cette page|partager|partager cette page|partager sur|envoyer à un ami|"
    "envoyer par e mail|envoyer|haut de page|retour|"
    "retour à la liste|retour en haut|suivant|précédent|accueil|télécharger|"
    "imprimir|compartir|compartir en|enviar|volver|volver al listado|inicio|siguiente|anterior|"
    "subir|compartilhar|partilhar|voltar|stampa|condividi|torna su|drucken|seite drucken|teilen|"
    "seite teilen|seite empfehlen|zurück|zurück zur übersicht|nach oben|zum "
    "seitenanfang|startseite|weiter|"
    "afdrukken|delen|skriv ut|del|dela|dela sidan|udskriv|tulosta|jaa|drukuj|udostępnij|powrót|"
    "tisk|vytisknout|sdílet|zpět|nyomtatás|megosztás|tipărește|distribuie|"
    "печать|распечатать|версия для печати|поделиться|отправить|наверх|вверх|назад|"
    "назад к списку|вернуться|вернуться к списку|к "
    "списку|главная|далее|друк|роздрукувати|поділитися|"
    "yazdır|paylaş|geri|başa dön|çap et|طباعة|اطبع|شارك|مشاركة|أرسل|إرسال|العودة|عودة|"
    "الرئيسية|أعلى الصفحة|العودة إلى الأعلى|حفظ|پرینت|چاپ|اشتراک گذاری|بازگشت|ارسال|"
    "הדפסה|הדפס|שתף|שיתוף|חזרה|בית|打印|打印本页|打印此页|关闭|关闭窗口|关闭本页|分享|分享到|"
    "分享到微信|返回|返回顶部|返回列表|"
    "字号|大 中 "
    "小|大中小|上一篇|下一篇|首页|列印|友善列印|回上頁|回首頁|分享到臉書|印刷|印刷する|"
    "このページの先頭へ|ページトップへ|"
    "ページの先頭へ|シェア|戻る|一覧へ戻る|前のページへ戻る|인쇄|인쇄하기|공유|공유하기|목록|"
    "목록으로|맨위로|이전글|다음글|cetak|bagikan|kembali|in trang|"
    "chia sẻ|chapisha|";

constexpr std::array<std::string_view, 54> page_line_beginnings = {"share this",
                                                                   "share on",
                                                                   "copyright",
                                                                   "all rights reserved",
                                                                   "print this",
                                                                   "e mail this",
                                                                   "email this",
                                                                   "back to",
                                                                   "follow us",
                                                                   "tags",
                                                                   "filed under",
                                                                   "posted in",
                                                                   "views",
                                                                   "number of views",
                                                                   "page views",
                                                                   "hits",
                                                                   "reading time",
                                                                   "estimated reading",
                                                                   "min read",
                                                                   "skip to",
                                                                   "you are here",
                                                                   "download pdf",
                                                                   "download the pdf",
                                                                   "last updated",
                                                                   "last modified",
                                                                   "last update",
                                                                   "updated on",
                                                                   "page last",
                                                                   "просмотров",
                                                                   "количество просмотров",
                                                                   "теги",
                                                                   "обновлено",
                                                                   "все права защищены",
                                                                   "tous droits réservés",
                                                                   "todos los derechos reservados",
                                                                   "alle rechte vorbehalten",
                                                                   "mis à jour",
                                                                   "dernière mise à jour",
                                                                   "última actualización",
                                                                   "letzte änderung",
                                                                   "zuletzt aktualisiert",
                                                                   "дата изменения",
                                                                   "حقوق الطبع",
                                                                   "جميع الحقوق محفوظة",
                                                                   "عدد المشاهدات",
                                                                   "عدد الزيارات",
                                                                   "آخر تحديث",
                                                                   "浏览次数",
                                                                   "点击数",
                                                                   "阅读次数",
                                                                   "版权所有",
                                                                   "最終更新日",
                                                                   "조회수",
                                                                   "okunma"};

constexpr std::array<std::string_view, 62> date_labels = {"date",
                                                          "dated",
                                                          "published",
                                                          "publication date",
                                                          "date of publication",
                                                          "date published",
                                                          "posted",
                                                          "posted on",
                                                          "issued",
                                                          "date of issue",
                                                          "issue date",
                                                          "release date",
                                                          "released",
                                                          "date and time",
                                                          "delivered on",
                                                          "publié",
                                                          "publié le",
                                                          "date de publication",
                                                          "le",
                                                          "fecha",
                                                          "publicado",
                                                          "fecha de publicación",
                                                          "data",
                                                          "data de publicação",
                                                          "pubblicato",
                                                          "data di pubblicazione",
                                                          "datum",
                                                          "veröffentlicht",
                                                          "erscheinungsdatum",
                                                          "erstellt",
                                                          "gepubliceerd",
                                                          "publisert",
                                                          "publicerad",
                                                          "publiceret",
                                                          "julkaistu",
                                                          "data publikacji",
                                                          "opublikowano",
                                                          "zveřejněno",
                                                          "datum zveřejnění",
                                                          "objavljeno",
                                                          "megjelent",
                                                          "dátum",
                                                          "дата",
                                                          "дата публикации",
                                                          "опубликовано",
                                                          "дата публікації",
                                                          "опубліковано",
                                                          "публикувано",
                                                          "tarih",
                                                          "yayın tarihi",
                                                          "yayınlanma tarihi",
                                                          "tarix",
                                                          "التاريخ",
                                                          "تاريخ النشر",
                                                          "تاريخ",
                                                          "نشر في",
                                                          "تاریخ",
                                                          "تاریخ انتشار",
                                                          "תאריך",
                                                          "פורסם",
                                                          "tanggal",
                                                          "tarehe"};

/// Scripts without spaces: the label stands before the date in one piece.
constexpr std::array<std::string_view, 17> cut_date_labels = {
    "日期",     "时间",   "发布时间", "发布日期", "發布日期", "發佈日期",
    "發布時間", "掲載日", "公開日",   "発表日",   "作成日",   "日付",
    "등록일",   "작성일", "게시일",   "날짜",     "วันที่"};

constexpr std::array<std::string_view, 33> change_words = {
    "updated",      "modified",    "last update",   "reviewed",   "revised",    "mis à jour",
    "modifié",      "actualizado", "actualización", "modificado", "atualizado", "aggiornato",
    "aktualisiert", "geändert",    "änderung",      "bijgewerkt", "oppdatert",  "uppdaterad",
    "aktualizacja", "aktualizov",  "обновлен",      "изменен",    "оновлено",   "güncelleme",
    "تحديث",        "بروزرسانی",   "עודכן",         "更新",       "最終更新",   "수정",
    "diperbarui",   "archived",    "ажурирано"};

constexpr std::array<std::string_view, 51> other_days = {
    "today",     "next",      "upcoming",  "coming",   "latest",  "now",      "aujourd hui",
    "prochain",  "prochaine", "à venir",   "hoy",      "próximo", "próxima",  "próximos",
    "hoje",      "oggi",      "prossimo",  "prossima", "heute",   "nächster", "nächste",
    "nächstes",  "kommende",  "vandaag",   "volgende", "i dag",   "idag",     "neste",
    "nästa",     "dziś",      "dzisiaj",   "następny", "dnes",    "danas",    "сегодня",
    "следующий", "следующая", "следующее", "сьогодні", "bugün",   "gelecek",  "bu gün",
    "اليوم",     "القادم",    "المقبل",    "امروز",    "היום",    "hari ini", "今天是",
    "今日",      "오늘"};

constexpr std::array<std::string_view, 74> row_labels = {"ref",
                                                         "reference",
                                                         "ref no",
                                                         "reference no",
                                                         "no",
                                                         "number",
                                                         "category",
                                                         "categories",
                                                         "topic",
                                                         "topics",
                                                         "subject",
                                                         "type",
                                                         "type of document",
                                                         "document type",
                                                         "section",
                                                         "location",
                                                         "place",
                                                         "venue",
                                                         "speaker",
                                                         "delivered by",
                                                         "author",
                                                         "source",
                                                         "department",
                                                         "country",
                                                         "countries",
                                                         "region",
                                                         "language",
                                                         "languages",
                                                         "event",
                                                         "meeting",
                                                         "from",
                                                         "to",
                                                         "by",
                                                         "published by",
                                                         "keywords",
                                                         "theme",
                                                         "release no",
                                                         "press release no",
                                                         "issued by",
                                                         "rubrique",
                                                         "référence",
                                                         "lieu",
                                                         "auteur",
                                                         "thème",
                                                         "categoría",
                                                         "lugar",
                                                         "tema",
                                                         "autor",
                                                         "fuente",
                                                         "rubrik",
                                                         "kategorie",
                                                         "ort",
                                                         "quelle",
                                                         "aktenzeichen",
                                                         "категория",
                                                         "рубрика",
                                                         "раздел",
                                                         "номер",
                                                         "автор",
                                                         "источник",
                                                         "место",
                                                         "тема",
                                                         "التصنيف",
                                                         "القسم",
                                                         "المصدر",
                                                         "المكان",
                                                         "الرقم",
                                                         "来源",
                                                         "作者",
                                                         "编辑",
                                                         "责任编辑",
                                                         "文号",
                                                         "来源于",
                                                         "出處"};

template <std::size_t size>
bool begins_with_one(std::string_view label, const std::array<std::string_view, size>& rows) {
  return std::any_of(rows.begin(), rows.end(), [&](std::string_view row) {
    if (row.empty() || !label.starts_with(row)) return false;
    // A word, not the beginning of a longer one; CJK goes on without a space.
    return label.size() == row.size() || label[row.size()] == ' ' ||
           static_cast<unsigned char>(row.front()) >= 0xe3;
  });
}

using Phrases = std::unordered_set<std::string_view>;

Phrases phrases_of(std::string_view list) {
  Phrases phrases;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('|', at), list.size());
    if (end > at) phrases.insert(list.substr(at, end - at));
    at = end + 1;
  }
  return phrases;
}

}  // namespace

bool heads_other_pages(std::string_view label) {
  static const Phrases headings = phrases_of(other_pages);
  return headings.count(label) > 0;
}

bool may_head_other_pages(std::string_view label) {
  return label.starts_with("related ") || label.starts_with("see also ") ||
         label.starts_with("also see ") || label.starts_with("read also ") ||
         label.starts_with("more about ") || label.starts_with("latest ") ||
         label.starts_with("читайте также") || label.starts_with("смотрите также");
}

bool is_page_line(std::string_view label) {
  static const Phrases lines = phrases_of(page_lines);
  return lines.count(label) > 0 || begins_with_one(label, page_line_beginnings);
}

bool begins_with_date_label(std::string_view label) {
  return begins_with_one(label, date_labels) || begins_with_one(label, cut_date_labels);
}

bool speaks_of_change(std::string_view label) {
  return std::any_of(change_words.begin(), change_words.end(), [&](std::string_view word) {
    return label.find(word) != std::string_view::npos;
  });
}

bool speaks_of_other_day(std::string_view label) {
  const std::string words = fmt::format(" {} ", label);
  return std::any_of(other_days.begin(), other_days.end(), [&](std::string_view day) {
    // CJK goes on without a space.
    if (static_cast<unsigned char>(day.front()) >= 0xe3)
      return words.find(day) != std::string::npos;
    return words.find(fmt::format(" {} ", day)) != std::string::npos;
  });
}

bool begins_with_row_label(std::string_view label) {
  return begins_with_one(label, row_labels) || begins_with_date_label(label);
}

}  // namespace demarche
