// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/page_date.hpp"

#include <algorithm>
#include <optional>

#include "common/calendar.hpp"
#include "indexer/readers/html/date.hpp"
#include "indexer/readers/html/date_standing.hpp"
#include "indexer/readers/html/date_tokens.hpp"
#include "indexer/readers/html/phrases.hpp"
#include "indexer/readers/html/words.hpp"

namespace demarche {
namespace {

/// A line that says little but a date.
constexpr std::size_t longest_line_words = 12;
/// How many blocks from the title on are looked at: more than any statement's head has.
constexpr std::size_t most_blocks = 500;
/// How far before the title its date may stand.
constexpr std::size_t blocks_before_title = 6;

class DateFinder {
public:
  DateFinder(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
             const HtmlMetadata& metadata, const DatePlace& place)
      : tree_(tree),
        blocks_(blocks),
        metadata_(metadata),
        place_(place),
        standing_(tree, blocks, place) {}

  PageDate find() {
    using Step = std::optional<std::string> (DateFinder::*)();
    for (const Step step :
         {&DateFinder::from_metadata, &DateFinder::from_times, &DateFinder::from_labels,
          &DateFinder::from_lines, &DateFinder::from_dateline, &DateFinder::from_end,
          &DateFinder::from_url}) {
      if (auto iso = (this->*step)()) return {std::move(*iso), {}, {}};
    }
    return {{}, ambiguous_, impossible_};
  }

private:
  /// A date by itself or within a text, with day precision unless it says less.
  std::optional<std::string> date_of(std::string_view text) {
    text = trimmed(text);
    if (parse_date(text) && (text.size() == 4 || text[4] == '-'))
      return std::string(text.substr(0, text.find_first_of("T ")));
    const auto found = find_date(text, place_.language);
    if (!found) return std::nullopt;
    if (!found->is_ambiguous) return found->iso;
    if (ambiguous_.empty())
      ambiguous_ = std::string(text.substr(found->begin, found->end - found->begin));
    return std::nullopt;
  }

  std::optional<std::string> from_metadata() {
    if (auto iso = date_of(metadata_.json_ld.published)) return iso;
    for (const std::string_view name : {"article:published_time",
                                        "og:article:published_time",
                                        "og:published_time",
                                        "datepublished",
                                        "dcterms.issued",
                                        "dcterms.available",
                                        "dcterms.created",
                                        "dc.created",
                                        "dc.issued",
                                        "dc.date",
                                        "dcterms.date",
                                        "pubdate",
                                        "publishdate",
                                        "publish_date",
                                        "publish-date",
                                        "publication_date",
                                        "publicationdate",
                                        "published",
                                        "release_date",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "citation_date",
                                        "citation_publication_date",
                                        "date"}) {
      if (auto iso = date_of(metadata_.first_of({name}))) return iso;
    }
    return date_of(metadata_.json_ld.created);
  }

  /// Places in the order in which they are looked at: from the title to the text's end, then
  /// backwards from the title.
  template <typename Function>
  std::optional<std::string> nearest(std::size_t end, const Function& date_at) {
    end = std::min({end, blocks_.size(), place_.title + most_blocks});
    for (std::size_t at = place_.title; at < end; ++at) {
      if (auto iso = date_at(at)) return iso;
    }
    for (std::size_t back = 1; back <= std::min(blocks_before_title, place_.title); ++back) {
      if (auto iso = date_at(place_.title - back)) return iso;
    }
    return std::nullopt;
  }

  /// What a label tells of the date behind it.
  static bool is_other_date(std::string_view label) {
    return speaks_of_change(label) || speaks_of_other_day(label);
  }

  /// Whether the line before a block says that its date is another.
  bool is_labelled_other(std::size_t at) const {
    constexpr std::size_t longest_label_words = 5;
    if (at == 0 || at == place_.title + 1 || blocks_[at - 1].words > longest_label_words)
      return false;
    const std::string label = plain_label(blocks_[at - 1].text);
    return !find_date(blocks_[at - 1].text, place_.language) && is_other_date(label);
  }

  bool may_hold_date(const HtmlBlock& block) const {
    return !block.is_teaser && !is_link(block) && block.plain_words() <= longest_line_words &&
           block.words <= 2 * longest_line_words;
  }

  /// The first date of a line that no word for a change stands before.
  std::optional<std::string> line_date_of(std::string_view line) {
    for (;;) {
      const auto found = find_date(line, place_.language);
      if (!found) return date_of(line);
      const std::string_view rest = line.substr(found->end);
      const std::string_view after = trimmed(rest);
      const bool is_change = is_other_date(plain_label(line.substr(0, found->begin))) ||
                             after.starts_with("更新") || after.starts_with("수정");
      if (!is_change) return date_of(line.substr(0, found->end));
      line = rest;
    }
  }

  bool is_published_mark(std::size_t node) const {
    return tree_.attribute(node, "itemprop").find("datePublished") != std::string_view::npos ||
           tree_.has_attribute(node, "pubdate");
  }

  std::optional<std::string> marked_date(std::size_t node) {
    for (const char* name : {"datetime", "content", "title"}) {
      if (auto iso = date_of(tree_.attribute(node, name))) return iso;
    }
    constexpr std::size_t longest_mark_nodes = 16;
    constexpr std::size_t longest_mark_bytes = 400;
    if (tree_.end(node) - node > longest_mark_nodes) return std::nullopt;
    return date_of(tree_.all_text(node, longest_mark_bytes));
  }

  /// What an element that marks a change's date says of itself.
  bool marks_change(std::size_t node) const {
    for (int levels = 0; levels < 2; ++levels, node = tree_.parent(node)) {
      const std::string name = plain_label(tree_.attribute(node, "class")) + ' ' +
                               plain_label(tree_.attribute(node, "itemprop"));
      if (name.find("updated") != std::string::npos || name.find("modified") != std::string::npos)
        return name.find("published") == std::string::npos;
    }
    return false;
  }

  std::optional<std::string> from_times() {
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      if (tree_.is_text(node) || !is_published_mark(node) || is_among_teasers(node)) continue;
      if (auto iso = marked_date(node)) return iso;
    }
    std::vector<std::vector<std::size_t>> times(blocks_.size());
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      if (tree_.tag(node) != GUMBO_TAG_TIME || marks_change(node)) continue;
      if (const auto block = block_of(node)) times[*block].push_back(node);
    }
    return nearest(place_.end, [&](std::size_t at) -> std::optional<std::string> {
      if (times[at].empty() || !may_hold_date(blocks_[at]) || !standing_.is_in_place(at) ||
          is_labelled_other(at))
        return std::nullopt;
      for (const std::size_t time : times[at]) {
        if (is_other_date(label_before(time, blocks_[at].text))) continue;
        if (auto iso = marked_date(time)) return iso;
      }
      return std::nullopt;
    });
  }

  /// What a line says before an element's text.
  std::string label_before(std::size_t node, std::string_view line) const {
    const std::string text = tree_.all_text(node, line.size());
    const std::size_t at = line.find(trimmed(text));
    return at == std::string_view::npos ? std::string{} : plain_label(line.substr(0, at));
  }

  std::optional<std::size_t> block_of(std::size_t node) const {
    const BlockSpan inner = blocks_in(tree_, blocks_, node);
    if (!inner.empty()) return inner.first;
    // Text before it in the same block.
    if (inner.first > 0) return inner.first - 1;
    return std::nullopt;
  }

  bool is_among_teasers(std::size_t node) const {
    const auto block = block_of(node);
    return block && !blocks_[*block].is_kept;
  }

  std::optional<std::string> from_labels() {
    return nearest(place_.end, [&](std::size_t at) -> std::optional<std::string> {
      const HtmlBlock& block = blocks_[at];
      if (!may_hold_date(block) || !begins_with_date_label(plain_label(block.text)) ||
          standing_.is_of_site(at))
        return std::nullopt;
      if (auto iso = line_date_of(block.text)) return iso;
      note_impossible(block.text);
      // The label of a cell: its value is the next one.
      if (block.words > 4 || at + 1 >= blocks_.size() || !may_hold_date(blocks_[at + 1]))
        return std::nullopt;
      note_impossible(blocks_[at + 1].text);
      return line_date_of(blocks_[at + 1].text);
    });
  }

  /// Figures of day, month and year that are no day of the calendar: `31/04/2024`.
  void note_impossible(std::string_view line) {
    if (!impossible_.empty() || find_date(line, place_.language)) return;
    const std::vector<DateToken> tokens = date_tokens(line);
    const auto first = std::find_if(tokens.begin(), tokens.end(),
                                    [](const DateToken& token) { return token.is_number(); });
    const auto is_sign = [](char sign) { return sign == '/' || sign == '.' || sign == '-'; };
    if (tokens.end() - first < 5 || !is_sign(first[1].sign) || !is_sign(first[3].sign)) return;
    const bool goes_on = tokens.end() - first > 6 && is_sign(first[5].sign) &&
                         first[5].begin == first[4].end && first[6].is_number();
    const std::size_t digits = first[0].digits + first[2].digits + first[4].digits;
    constexpr std::size_t fewest = 6;
    constexpr std::size_t most = 8;
    if (digits >= fewest && digits <= most && first[2].is_number() && first[4].is_number() &&
        !goes_on)
      impossible_ = std::string(line.substr(first->begin, first[4].end - first->begin));
  }

  /// A line that is a date, with a weekday, an hour or a place.
  std::optional<std::string> line_date(std::size_t at, std::size_t most_other_words) {
    const HtmlBlock& block = blocks_[at];
    if (!may_hold_date(block) || !standing_.is_in_place(at) || is_labelled_other(at))
      return std::nullopt;
    const auto found = find_date(block.text, place_.language);
    if (!found) return std::nullopt;
    const auto date = std::string_view(block.text).substr(found->begin, found->end - found->begin);
    const std::size_t own = count_words(date) - count_numbers(date);
    if (block.plain_words() > own + most_other_words) return std::nullopt;
    return line_date_of(block.text);
  }

  std::optional<std::string> from_lines() {
    constexpr std::size_t most_other_words = 7;
    return nearest(place_.first_prose, [&](std::size_t at) {
      // A title's line may hold its date, as in `No. 41, 16 February 2026, …`.
      return at == place_.title ? title_line_date() : line_date(at, most_other_words);
    });
  }

  std::optional<std::string> title_line_date() {
    const std::string_view line = blocks_[place_.title].text;
    const auto found = find_date(line, place_.language);
    const bool is_day = found && found->iso.size() > std::string_view("2024-03").size();
    return place_.has_wider_title && is_day ? line_date_of(line) : std::nullopt;
  }

  std::optional<std::string> from_dateline() {
    constexpr std::size_t most_words_before = 5;
    if (place_.first_prose >= blocks_.size()) return std::nullopt;
    const std::string_view text = blocks_[place_.first_prose].text;
    const auto found = find_date(text, place_.language);
    if (!found || count_words(text.substr(0, found->begin)) > most_words_before)
      return std::nullopt;
    const std::string_view rest = trimmed(text.substr(found->end));
    for (const std::string_view sign :
         {"-", "–", "—", ":", ".", ")", "(", "/", "】", "電", "电", "讯"}) {
      if (rest.starts_with(sign)) return date_of(text);
    }
    const std::size_t line_end = text.find('\n');
    if (line_end != std::string_view::npos && line_end <= found->end + 12) return date_of(text);
    return std::nullopt;
  }

  std::optional<std::string> from_end() {
    constexpr std::size_t last_blocks = 3;
    constexpr std::size_t most_other_words = 6;
    for (std::size_t back = 1; back <= std::min(last_blocks, place_.end); ++back) {
      if (auto iso = line_date(place_.end - back, most_other_words)) return iso;
    }
    for (std::size_t at = place_.end; at < std::min(place_.end + last_blocks, blocks_.size());
         ++at) {
      if (auto iso = line_date(at, most_other_words)) return iso;
    }
    return std::nullopt;
  }

  std::optional<std::string> from_url() {
    const std::string_view url = metadata_.url;
    constexpr std::size_t date_bytes = 10;
    for (std::size_t at = url.find('/'); at != std::string_view::npos; at = url.find('/', at + 1)) {
      std::string part(url.substr(at + 1, date_bytes));
      if (part.size() != date_bytes || part[4] != '/' || part[7] != '/') continue;
      std::replace(part.begin(), part.end(), '/', '-');
      if (part >= "1900" && part < "2101" && parse_date(part)) return part;
    }
    return std::nullopt;
  }

  const HtmlTree& tree_;
  const std::vector<HtmlBlock>& blocks_;
  const HtmlMetadata& metadata_;
  const DatePlace& place_;
  DateStanding standing_;
  std::string ambiguous_, impossible_;
};

}  // namespace

PageDate page_date(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                   const HtmlMetadata& metadata, const DatePlace& place) {
  return DateFinder(tree, blocks, metadata, place).find();
}

}  // namespace demarche
