// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/date_standing.hpp"

#include <string>
#include <string_view>

#include "indexer/readers/html/boilerplate.hpp"
#include "indexer/readers/html/page_date.hpp"
#include "indexer/readers/html/words.hpp"

namespace demarche {

bool DateStanding::is_of_site(std::size_t at) const {
  bool is_edge = false;
  for (std::size_t node = blocks_[at].node; node != 0; node = tree_.parent(node)) {
    if (tree_.is_text(node)) continue;
    // An article has a header and a footer of its own.
    if (shows_title(node) || is_article_like(tree_, node)) return false;
    const GumboTag tag = tree_.tag(node);
    const std::string_view role = tree_.attribute(node, "role");
    if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || role == "navigation" ||
        role == "complementary")
      return true;
    is_edge |= tag == GUMBO_TAG_HEADER || tag == GUMBO_TAG_FOOTER || role == "banner" ||
               role == "contentinfo" || is_named_site(node);
  }
  return is_edge;
}

bool DateStanding::is_named_site(std::size_t node) const {
  for (const char* name : {"class", "id"}) {
    const std::string label = ' ' + plain_label(tree_.attribute(node, name).substr(0, 400)) + ' ';
    for (const std::string_view word :
         {" topbar ", " masthead ", " footer ", " sidebar ", " clock ", " events ", " copyright "})
      if (label.find(word) != std::string::npos) return true;
  }
  return false;
}

bool DateStanding::shows_title(std::size_t node) const {
  return place_.has_title && tree_.holds(node, blocks_[place_.title].node);
}

bool DateStanding::is_page(std::size_t node) const {
  return tree_.tag(node) == GUMBO_TAG_BODY || tree_.tag(node) == GUMBO_TAG_HTML;
}

bool DateStanding::is_in_place(std::size_t at) const {
  if (is_of_site(at)) return false;
  const std::size_t node = blocks_[at].node;
  const bool is_before = at < place_.title;
  if (!is_page(place_.element) && tree_.holds(place_.element, node)) return true;
  if (is_page(place_.element) && !is_before) return true;
  return place_.has_title ? is_beside_title(at) : !is_before;
}

/// Few elements away from what holds both; of the page itself only its own lines.
bool DateStanding::is_beside_title(std::size_t at) const {
  constexpr int most_levels = 3;
  int levels = 0;
  std::size_t around = tree_.parent(blocks_[at].node);
  while (!shows_title(around)) {
    around = tree_.parent(around);
    ++levels;
  }
  const bool is_between = at > place_.title && at < place_.first_prose;
  if (!is_between && levels > most_levels) return false;
  if (!is_between && is_page(around)) return levels <= 1 && is_line_of(around);
  // A main part that has the title has its date, too.
  if (is_between || lies_in_article(around) || is_named_date(at)) return true;
  return !shows_title(place_.element) || is_page(place_.element);
}

/// Whether the title stands in the page itself.
bool DateStanding::is_line_of(std::size_t around) const {
  std::size_t above = tree_.parent(blocks_[place_.title].element);
  if (tree_.tag(above) == GUMBO_TAG_CENTER) above = tree_.parent(above);
  return above == around;
}

/// A class such as `news-date`, and not `current-date`.
bool DateStanding::is_named_date(std::size_t at) const {
  const std::size_t element = blocks_[at].element;
  const std::string name = ' ' + plain_label(tree_.attribute(element, "class").substr(0, 200)) +
                           ' ' + plain_label(tree_.attribute(element, "id").substr(0, 200)) + ' ';
  const auto has = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  return (has("date ") || has(" datum ") || has(" fecha ")) && !has("current") && !has("today") &&
         !has(" top") && !has("update");
}

bool DateStanding::lies_in_article(std::size_t node) const {
  for (; node != 0; node = tree_.parent(node)) {
    if (is_article_like(tree_, node)) return true;
  }
  return false;
}

}  // namespace demarche
