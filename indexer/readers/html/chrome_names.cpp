// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/chrome_names.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/text/ascii.hpp"

namespace demarche {
namespace {

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Words of class names and ids by which sites call what is not the statement.
constexpr std::array<std::string_view, 85> chrome_words = {"nav",
                                                           "navbar",
                                                           "navigation",
                                                           "menu",
                                                           "menus",
                                                           "submenu",
                                                           "megamenu",
                                                           "breadcrumb",
                                                           "breadcrumbs",
                                                           "crumbs",
                                                           "pathway",
                                                           "pathbar",
                                                           "sidebar",
                                                           "rail",
                                                           "footer",
                                                           "masthead",
                                                           "topbar",
                                                           "share",
                                                           "sharing",
                                                           "sharebar",
                                                           "social",
                                                           "socials",
                                                           "addthis",
                                                           "addtoany",
                                                           "sharedaddy",
                                                           "jp",
                                                           "related",
                                                           "relateds",
                                                           "pager",
                                                           "pagination",
                                                           "paginator",
                                                           "cookie",
                                                           "cookies",
                                                           "cookiebar",
                                                           "consent",
                                                           "gdpr",
                                                           "onetrust",
                                                           "cookiebot",
                                                           "comments",
                                                           "comment",
                                                           "commentlist",
                                                           "disqus",
                                                           "newsletter",
                                                           "subscribe",
                                                           "subscription",
                                                           "login",
                                                           "signin",
                                                           "search",
                                                           "searchbox",
                                                           "searchform",
                                                           "skip",
                                                           "skiplink",
                                                           "skiplinks",
                                                           "langswitcher",
                                                           "languageswitcher",
                                                           "tags",
                                                           "tagcloud",
                                                           "taglist",
                                                           "popup",
                                                           "modal",
                                                           "advert",
                                                           "ads",
                                                           "advertisement",
                                                           "sponsor",
                                                           "recommended",
                                                           "recommendations",
                                                           "latest",
                                                           "popular",
                                                           "trending",
                                                           "mostread",
                                                           "utility",
                                                           "copyright",
                                                           "byline",
                                                           "toc",
                                                           "attachments",
                                                           "readmore",
                                                           "voting",
                                                           "ratings",
                                                           "twitter",
                                                           "feedback",
                                                           "translations",
                                                           "otherlanguages",
                                                           "yarpp",
                                                           "outbrain",
                                                           "taboola"};

/// Pairs of such words, as `language-switcher`.
constexpr std::array<std::string_view, 27> chrome_pairs = {
    "language switcher", "lang switcher", "language switch", "lang switch",  "language selector",
    "lang selector",     "lang select",   "language links",  "site header",  "global header",
    "entry meta",        "post meta",     "article meta",    "more news",    "other news",
    "see also",          "read also",     "quick links",     "useful links", "read next",
    "author bio",        "author box",    "print tools",     "page tools",   "article tools",
    "back top",          "site info"};

/// Before these words such a name tells where something else stands, as `has-sidebar`.
constexpr std::array<std::string_view, 8> negations = {"no",      "not",    "with", "has",
                                                       "without", "beside", "left", "right"};

/// Programs that ask for consent, and what sites call such a layer: `cookie-banner`,
/// `cookies-eu-notice`.
constexpr std::array<std::string_view, 20> consent_tools = {
    "onetrust",      "cybot",         "cookiebot", "cookiebar",   "cookiebanner",
    "cookieconsent", "cookienotice",  "cookielaw", "cookielayer", "didomi",
    "usercentrics",  "klaro",         "iubenda",   "trustarc",    "cmplz",
    "borlabs",       "tarteaucitron", "axeptio",   "cmp2",        "cookiesjsr"};
constexpr std::array<std::string_view, 4> consent_topics = {"cookie", "cookies", "consent", "gdpr"};
constexpr std::array<std::string_view, 21> consent_forms = {
    "banner", "consent", "notice",  "bar",        "message", "popup", "dialog",
    "modal",  "layer",   "overlay", "disclaimer", "manager", "alert", "wall",
    "prompt", "box",     "popover", "compliance", "law",     "root",  "sdk"};

/// At the end of such a name, they tell of the page around the layer: `cookie-banner-open`.
constexpr std::array<std::string_view, 9> consent_states = {
    "open", "opened", "visible", "shown", "active", "accepted", "enabled", "on", "hidden"};

constexpr std::array<std::string_view, 9> collapsed_words = {"accordion",   "collapse", "collapsed",
                                                             "collapsible", "expand",   "expander",
                                                             "faq",         "answer",   "panel"};

/// Programs that fill a part of a page with what is elsewhere, and parts that address its
/// reader in sentences.
constexpr std::array<std::string_view, 22> foreign_words = {
    "jp",           "sharedaddy",      "addthis",       "addtoany", "disqus",     "yarpp",
    "outbrain",     "taboola",         "mostread",      "trending", "newsletter", "subscribe",
    "subscription", "login",           "signin",        "feedback", "voting",     "ratings",
    "recommended",  "recommendations", "advertisement", "copyright"};

/// Where readers write, whatever they write there.
constexpr std::array<std::string_view, 10> readers_parts = {
    "comments",         "comments-area", "comment-list",  "commentlist", "comment-section",
    "comments-section", "respond",       "disqus_thread", "disqus",      "user-comments"};

/// A name's words: parted by signs, and by capitals as in `mainNav`.
std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words(1);
  bool was_lower = false;
  for (const char c : name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_lower = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (((is_upper && was_lower) || (!is_upper && !is_lower)) && !words.back().empty())
      words.emplace_back();
    if (is_upper || is_lower) words.back() += lower_ascii(std::string_view(&c, 1));
    was_lower = is_lower;
  }
  return words;
}

}  // namespace

bool names_consent(std::string_view name) {
  const std::vector<std::string> words = words_of_name(name);
  if (is_one_of(words.back(), consent_states)) return false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (at > 0 && is_one_of(words[at - 1], negations)) continue;
    if (is_one_of(words[at], consent_tools)) return true;
    if (!is_one_of(words[at], consent_topics)) continue;
    // `cookies-eu-banner`
    for (std::size_t next = at + 1; next < std::min(at + 3, words.size()); ++next) {
      if (is_one_of(words[next], consent_forms)) return true;
    }
  }
  return false;
}

bool names_collapsed(std::string_view name) {
  const std::vector<std::string> words = words_of_name(name);
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return is_one_of(word, collapsed_words); });
}

bool names_foreign_part(std::string_view name) {
  if (is_one_of(lower_ascii(name), readers_parts)) return true;
  const std::vector<std::string> words = words_of_name(name);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (is_one_of(words[at], foreign_words)) return true;
    if (at > 0 && is_one_of(words[at - 1] + ' ' + words[at], chrome_pairs)) return true;
  }
  return false;
}

bool names_chrome(std::string_view name) {
  const std::vector<std::string> words = words_of_name(name);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool negated = at > 0 && is_one_of(words[at - 1], negations);
    if (!negated && is_one_of(words[at], chrome_words)) return true;
    if (at > 0 && is_one_of(words[at - 1] + ' ' + words[at], chrome_pairs)) return true;
  }
  return false;
}

}  // namespace demarche
