// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/boilerplate.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "common/text/ascii.hpp"
#include "indexer/readers/html/chrome_names.hpp"
#include "indexer/readers/html/words.hpp"

namespace demarche {
namespace {

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 12> hidden_classes = {"hidden",
                                                             "d-none",
                                                             "hide",
                                                             "visually-hidden",
                                                             "visuallyhidden",
                                                             "sr-only",
                                                             "invisible",
                                                             "element-invisible",
                                                             "screen-reader-text",
                                                             "screen-reader",
                                                             "ms-hidden",
                                                             "print-only"};

constexpr std::array<std::string_view, 11> chrome_roles = {
    "navigation", "contentinfo", "search",  "complementary", "menu",  "menubar",
    "tooltip",    "toolbar",     "tablist", "alert",         "banner"};

constexpr std::array<std::string_view, 10> cookie_words = {
    "cookie",  "куки", "cookie-файл", "файлы cookie", "ملفات تعريف الارتباط",
    "الكوكيز", "کوکی", "עוגיות",      "クッキー",     "쿠키"};

/// Calls `holds` with the words of a list parted by white space, until one holds.
template <typename Predicate>
bool any_word(std::string_view list, const Predicate& holds) {
  constexpr std::string_view spaces = " \t\r\n\f";
  constexpr std::size_t longest_list = 2000;  // longer than any that means something
  list = list.substr(0, longest_list);
  for (std::size_t at = list.find_first_not_of(spaces); at < list.size();) {
    const std::size_t end = std::min(list.find_first_of(spaces, at), list.size());
    if (holds(list.substr(at, end - at))) return true;
    at = list.find_first_not_of(spaces, end);
  }
  return false;
}

bool is_hidden(const HtmlTree& tree, std::size_t node) {
  return tree.has_attribute(node, "hidden") || tree.attribute(node, "aria-hidden") == "true" ||
         has_style(tree, node, "display:none") || has_style(tree, node, "visibility:hidden");
}

bool has_hidden_class(const HtmlTree& tree, std::size_t node) {
  return any_word(tree.attribute(node, "class"),
                  [](std::string_view name) { return is_one_of(name, hidden_classes); });
}

bool is_never_text(const HtmlTree& tree, std::size_t node) {
  switch (tree.tag(node)) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RP:
      return true;
    default:
      return false;
  }
}

bool lies_in_article(const HtmlTree& tree, std::size_t node) {
  for (; node != 0; node = tree.parent(node)) {
    if (is_article_like(tree, node)) return true;
  }
  return false;
}

bool is_chrome(const HtmlTree& tree, std::size_t node) {
  switch (tree.tag(node)) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FIGCAPTION:
      return true;
    case GUMBO_TAG_HEADER:
      if (!lies_in_article(tree, node)) return true;
      break;
    default:
      break;
  }
  return is_one_of(tree.attribute(node, "role"), chrome_roles);
}

template <typename Predicate>
bool is_named(const HtmlTree& tree, std::size_t node, const Predicate& names) {
  return any_word(tree.attribute(node, "class"), names) ||
         names(tree.attribute(node, "id").substr(0, 200));
}

bool asks_for_consent(const HtmlTree& tree, std::size_t node) {
  const std::string_view role = tree.attribute(node, "role");
  return role == "dialog" || role == "alertdialog" ||
         tree.attribute(node, "aria-modal") == "true" || is_named(tree, node, names_consent);
}

/// The pass over the tree, with what it needs to know of it.
class Uses {
public:
  Uses(const HtmlTree& tree, bool with_hidden) : tree_(tree), uses_(tree.size(), NodeUse::shown) {
    for (std::size_t node = 0; node < tree.size(); ++node) {
      if (is_never_text(tree, node)) mark(node, NodeUse::unseen);
    }
    count();
    if (with_hidden) return;
    hide();
    count();
  }

  std::vector<NodeUse> find() {
    hide_consent();
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      if (tree_.is_text(node) || uses_[node] > NodeUse::named) continue;
      const NodeUse use = use_of(node);
      if (use > uses_[node] && !is_spared(node)) mark(node, use);
    }
    return std::move(uses_);
  }

private:
  void mark(std::size_t node, NodeUse use) {
    std::fill(uses_.begin() + static_cast<std::ptrdiff_t>(node),
              uses_.begin() + static_cast<std::ptrdiff_t>(tree_.end(node)), use);
  }

  NodeUse use_of(std::size_t node) const {
    if (has_hidden_class(tree_, node)) return NodeUse::unseen;
    if (is_chrome(tree_, node) || asks_for_cookies(node)) return NodeUse::chrome;
    return is_named_chrome(tree_, node) ? NodeUse::named : NodeUse::shown;
  }

  /// However much of the page such a layer is, it is not the statement where others are.
  void hide_consent() {
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      if (tree_.is_text(node) || uses_[node] != NodeUse::shown || is_page(tree_.tag(node)) ||
          !(asks_for_consent(tree_, node) || speaks_of_cookies(node)))
        continue;
      const bool is_all = words_in(node) == words_before_.back();
      const bool holds_article = articles_before_[tree_.end(node)] > articles_before_[node];
      if (!is_all && (!holds_article || words_in(node) * 2 < words_before_.back()))
        mark(node, NodeUse::unseen);
    }
    count();
  }

  /// A notice that has another name, longer than asks_for_cookies would have it: it speaks of
  /// little else, and has no heading of a page.
  bool speaks_of_cookies(std::size_t node) const {
    constexpr std::size_t most_words = 800;
    constexpr std::size_t words_for_each = 40;
    const std::size_t words = words_in(node);
    if (tree_.tag(node) != GUMBO_TAG_DIV && tree_.tag(node) != GUMBO_TAG_SECTION) return false;
    if (words == 0 || words > most_words || words * 2 < words_before_.back() ||
        controls_before_[tree_.end(node)] == controls_before_[node] || lies_in_article(tree_, node))
      return false;
    std::size_t mentions = 0;
    for (std::size_t at = node; at < tree_.end(node); ++at) {
      if (tree_.tag(at) == GUMBO_TAG_H1) return false;
      if (uses_[at] != NodeUse::shown || !tree_.is_text(at)) continue;
      const std::string text = lower_ascii(tree_.text(at));
      for (const std::string_view word : cookie_words) {
        for (std::size_t found = text.find(word); found != std::string::npos;
             found = text.find(word, found + word.size()))
          ++mentions;
      }
    }
    return mentions * words_for_each >= words;
  }

  static bool is_page(GumboTag tag) {
    return tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_MAIN;
  }

  /// Text that a click unfolds: of an accordion, or right below its question or heading.
  bool is_collapsed(std::size_t node) const {
    const std::size_t words = words_in(node);
    const std::size_t linked = links_before_[tree_.end(node)] - links_before_[node];
    if (words == 0 || linked * 3 > words || holds_input(node) ||
        tree_.attribute(node, "role") == "tabpanel")
      return false;
    std::size_t around = node;
    for (int levels = 0; levels < 3 && !is_page(tree_.tag(around)); ++levels) {
      if (is_named(tree_, around, names_collapsed)) return true;
      around = tree_.parent(around);
    }
    return follows_question(node);
  }

  bool follows_question(std::size_t node) const {
    constexpr std::size_t most_nodes = 20;
    for (std::size_t at = node; at-- > node - std::min(node, most_nodes);) {
      if (!tree_.is_text(at) || trimmed(tree_.text(at)).empty()) continue;
      const std::string_view text = trimmed(tree_.text(at));
      if (text.ends_with("?") || text.ends_with("؟") || text.ends_with("？")) return true;
      for (std::size_t around = tree_.parent(at); !tree_.holds(around, node);
           around = tree_.parent(around)) {
        const GumboTag tag = tree_.tag(around);
        if (tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 || tag == GUMBO_TAG_H4 ||
            tree_.has_attribute(around, "aria-expanded"))
          return true;
      }
      return false;
    }
    return false;
  }

  bool holds_input(std::size_t node) const {
    return inputs_before_[tree_.end(node)] > inputs_before_[node];
  }

  /// A page that scripts show as a whole is not hidden.
  void hide() {
    for (std::size_t node = 1; node < tree_.size(); ++node) {
      if (tree_.is_text(node) || uses_[node] == NodeUse::unseen || !is_hidden(tree_, node))
        continue;
      if (tree_.tag(node) != GUMBO_TAG_BODY && words_in(node) * 10 < words_before_.back() * 9 &&
          !is_collapsed(node))
        mark(node, NodeUse::unseen);
    }
  }

  void count() {
    for (auto* const sums :
         {&words_before_, &links_before_, &articles_before_, &controls_before_, &inputs_before_})
      sums->assign(1, 0);
    headed_.clear();
    std::size_t link_end = 0;
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      const GumboTag tag = tree_.tag(node);
      const std::size_t words =
          uses_[node] == NodeUse::shown ? count_words(tree_.text(node)) : std::size_t{0};
      const bool is_article = is_article_like(tree_, node);
      const bool is_input = tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_TEXTAREA;
      if (tag == GUMBO_TAG_A) link_end = std::max(link_end, tree_.end(node));
      if (tag == GUMBO_TAG_MAIN) headed_.push_back(node);
      if (tag == GUMBO_TAG_H1) note_headed(node);
      add(words_before_, words);
      add(links_before_, node < link_end ? words : 0);
      add(articles_before_, is_article ? 1 : 0);
      add(controls_before_, tag == GUMBO_TAG_BUTTON || tag == GUMBO_TAG_A || is_input ? 1 : 0);
      add(inputs_before_, is_input ? 1 : 0);
    }
  }

  static void add(std::vector<std::size_t>& sums, std::size_t one) {
    sums.push_back(sums.back() + one);
  }

  void note_headed(std::size_t heading) {
    for (std::size_t node = heading; node != 0; node = tree_.parent(node)) {
      if (tree_.tag(node) == GUMBO_TAG_ARTICLE) {
        headed_.push_back(node);
        return;
      }
    }
  }

  std::size_t words_in(std::size_t node) const {
    return words_before_[tree_.end(node)] - words_before_[node];
  }

  /// What is the page, or the most of it, is not thrown away for its name.
  bool is_spared(std::size_t node) const {
    const GumboTag tag = tree_.tag(node);
    if (is_page(tag)) return true;
    if (is_always_chrome(tag)) return false;
    const bool has_article = articles_before_[tree_.end(node)] > articles_before_[node + 1];
    return (has_article && words_in(node) * 4 > words_before_.back()) ||
           (words_in(node) * 2 > words_before_.back() && !is_headed_elsewhere(node));
  }

  /// Whether a `<main>`, or an article with an `<h1>`, lies outside of the node.
  bool is_headed_elsewhere(std::size_t node) const {
    return std::any_of(headed_.begin(), headed_.end(), [&](std::size_t other) {
      return !tree_.holds(node, other) && !tree_.holds(other, node) && words_in(other) > 0;
    });
  }

  static bool is_always_chrome(GumboTag tag) {
    return tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_FOOTER;
  }

  /// A notice about cookies by what it says, as sites that name it otherwise have it.
  bool asks_for_cookies(std::size_t node) const {
    constexpr std::size_t longest_notice_words = 150;
    constexpr std::size_t longest_notice_bytes = 4000;
    if (tree_.tag(node) != GUMBO_TAG_DIV && tree_.tag(node) != GUMBO_TAG_SECTION &&
        tree_.tag(node) != GUMBO_TAG_P)
      return false;
    if (words_in(node) > longest_notice_words || words_in(node) == 0 ||
        controls_before_[tree_.end(node)] == controls_before_[node])
      return false;
    // A statement may speak of them, and link to what it says of them.
    if (tree_.tag(node) == GUMBO_TAG_P && lies_in_article(tree_, node)) return false;
    const std::string text = lower_ascii(tree_.all_text(node, longest_notice_bytes));
    return std::any_of(cookie_words.begin(), cookie_words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string::npos; });
  }

  const HtmlTree& tree_;
  std::vector<NodeUse> uses_;
  std::vector<std::size_t> words_before_, links_before_;
  std::vector<std::size_t> articles_before_, controls_before_, inputs_before_;
  std::vector<std::size_t> headed_;  ///< `<main>`, and articles with an `<h1>`
};

}  // namespace

bool has_class(const HtmlTree& tree, std::size_t node, std::string_view name) {
  return any_word(tree.attribute(node, "class"),
                  [&](std::string_view word) { return word == name; });
}

bool has_style(const HtmlTree& tree, std::size_t node, std::string_view said) {
  const std::string_view style = tree.attribute(node, "style");
  if (style.empty()) return false;
  constexpr std::size_t longest_style = 2000;
  std::string plain = lower_ascii(style.substr(0, longest_style));
  std::erase(plain, ' ');
  return plain.find(said) != std::string::npos;
}

bool is_article_like(const HtmlTree& tree, std::size_t node) {
  const GumboTag tag = tree.tag(node);
  if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) return true;
  if (tree.is_text(node)) return false;
  const std::string_view role = tree.attribute(node, "role");
  return role == "main" || role == "article" || tree.attribute(node, "itemprop") == "articleBody";
}

bool is_named_chrome(const HtmlTree& tree, std::size_t node) {
  return tree.tag(node) == GUMBO_TAG_FOOTER || is_named(tree, node, names_chrome);
}

std::vector<NodeUse> node_uses(const HtmlTree& tree, bool with_hidden) {
  return Uses(tree, with_hidden).find();
}

}  // namespace demarche
