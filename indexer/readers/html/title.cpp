// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/title.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "indexer/field.hpp"
#include "indexer/readers/html/words.hpp"

namespace demarche {
namespace {

/// Longer than any title.
constexpr std::size_t longest_title_words = 60;

constexpr std::array<std::string_view, 11> separators = {"|",   " - ", " – ", " — ", " :: ", ": ",
                                                         " · ", " » ", " / ", "_",   " • "};

/// Where the parts of a name begin and end.
std::vector<std::string_view> segments(std::string_view name) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < name.size();) {
    const auto* const found = std::find_if(
        separators.begin(), separators.end(),
        [&](std::string_view separator) { return name.substr(at, separator.size()) == separator; });
    if (found == separators.end()) {
      ++at;
      continue;
    }
    parts.push_back(name.substr(begin, at - begin));
    at += found->size();
    begin = at;
  }
  parts.push_back(name.substr(begin));
  return parts;
}

/// A name's parts by their labels.
using Labels = std::map<std::string, std::string_view, std::less<>>;

/// Adds the labels of the name, and of it without some parts at an end.
void add_labels(std::string_view name, Labels& labels) {
  constexpr std::size_t most_parts = 12;
  if (name.empty()) return;
  labels.emplace(plain_label(name), name);
  const std::vector<std::string_view> parts = segments(name);
  if (parts.size() > most_parts) return;
  for (std::size_t first = 0; first < parts.size(); ++first) {
    for (std::size_t last = first; last < parts.size(); ++last) {
      const char* const begin = parts[first].data();
      const char* const end = parts[last].data() + parts[last].size();
      const std::string_view part(begin, static_cast<std::size_t>(end - begin));
      labels.emplace(plain_label(part), part);
    }
  }
  labels.erase("");
}

class TitleFinder {
public:
  TitleFinder(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks, std::size_t first_prose,
              const HtmlMetadata& metadata)
      : tree_(tree), blocks_(blocks), first_prose_(first_prose), metadata_(metadata) {
    for (const std::string_view name :
         {metadata.first_of({"og:site_name"}), metadata.first_of({"application-name"}),
          std::string_view(metadata.json_ld.government),
          std::string_view(metadata.json_ld.publisher),
          std::string_view(metadata.json_ld.body_author)})
      if (!name.empty()) sites_.insert(plain_label(name));
  }

  HtmlTitle find() const {
    if (auto shown = shown_title()) return named_below(std::move(*shown));
    for (const std::string_view name :
         {std::string_view(metadata_.json_ld.headline), own_title()}) {
      if (std::string text = without_site(name); !text.empty())
        return {std::move(text), {}, false, {}};
    }
    // Sections have names of a word or two.
    for (const std::size_t least_words : std::initializer_list<std::size_t>{3, 1}) {
      if (auto heading = last_heading(least_words)) return std::move(*heading);
    }
    if (auto line = line_named_title()) return std::move(*line);
    if (auto line = last_bold_line()) return std::move(*line);
    return {without_site(metadata_.title), {}, false, {}};
  }

private:
  std::string_view own_title() const {
    return metadata_.first_of(
        {"og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"});
  }

  /// The blocks in which the title is looked for.
  std::size_t first() const {
    constexpr std::size_t most_blocks = 3000;
    return end() - std::min(end(), most_blocks);
  }
  std::size_t end() const { return std::min(first_prose_ + 1, blocks_.size()); }

  bool may_be_title(const HtmlBlock& block) const {
    return block.words > 0 && block.words <= longest_title_words;
  }

  /// The last block before the text that one of the names says, headings before others.
  std::optional<HtmlTitle> shown_title() const {
    Labels labels;
    for (const std::string_view name : {std::string_view(metadata_.json_ld.headline), own_title(),
                                        std::string_view(metadata_.title)})
      add_labels(name, labels);
    std::optional<HtmlTitle> best;
    int best_rank = 0;
    for (std::size_t at = first(); at < end(); ++at) {
      const int rank = rank_of(blocks_[at], labels);
      if (rank == 0 || rank < best_rank) continue;
      best_rank = rank;
      best = HtmlTitle{field_value(blocks_[at].text), at, false, {}};
    }
    return best ? best : title_at_end(labels);
  }

  /// A line that ends with one of the names, after a number and a date.
  std::optional<HtmlTitle> title_at_end(const Labels& labels) const {
    constexpr std::size_t most_others = 10;
    constexpr std::size_t least_words = 3;
    std::optional<HtmlTitle> best;
    for (std::size_t at = first(); at < end(); ++at) {
      const HtmlBlock& block = blocks_[at];
      if (!may_be_title(block) || block.is_chrome || is_link(block)) continue;
      const std::string line = plain_label(block.text);
      for (const auto& [label, part] : labels) {
        const std::size_t words = count_words(part);
        if (words < least_words || !line.ends_with(' ' + label) ||
            block.words > words + most_others || sites_.count(label) > 0)
          continue;
        if (!best || best->text.size() < part.size())
          best = HtmlTitle{field_value(trimmed(part)), at, true, {}};
      }
    }
    return best;
  }

  int rank_of(const HtmlBlock& block, const Labels& labels) const {
    if (!may_be_title(block)) return 0;
    const std::string label = plain_label(block.text);
    if (sites_.count(label) > 0 || labels.count(label) == 0) return 0;
    if (block.heading != 0) return block.is_chrome || is_link(block) ? 3 : 4;
    // A menu names sections, too.
    if (block.words < 3 || block.is_chrome) return 1;
    return is_link(block) ? 1 : 2;
  }

  /// Says a `<title>` of a word or two among others, as `Mission of Hochwalden` does
  /// `Hochwalden`.
  bool names_site(const HtmlBlock& block) const {
    constexpr std::size_t most_words = 3;
    const std::string title = ' ' + plain_label(metadata_.title) + ' ';
    return title.size() > 2 && count_words(title) <= most_words &&
           (' ' + plain_label(block.text) + ' ').find(title) != std::string::npos;
  }

  std::optional<HtmlTitle> last_heading(std::size_t least_words) const {
    std::optional<HtmlTitle> found;
    int level = 7;
    for (std::size_t at = first(); at < std::min(first_prose_, blocks_.size()); ++at) {
      const HtmlBlock& block = blocks_[at];
      if (block.heading == 0 || block.is_chrome || !block.is_kept || is_link(block) ||
          !may_be_title(block) || block.heading > level || block.heading > 3 ||
          block.words < least_words)
        continue;
      if (sites_.count(plain_label(block.text)) > 0 || names_site(block)) continue;
      level = block.heading;
      found = HtmlTitle{field_value(block.text), at, false, {}};
    }
    return found;
  }

  /// What stands for a heading where pages have none.
  std::optional<HtmlTitle> last_bold_line() const {
    return last_line([](const HtmlBlock& block) { return block.is_bold; });
  }

  std::optional<HtmlTitle> line_named_title() const {
    return last_line([&](const HtmlBlock& block) {
      constexpr std::size_t longest_name = 400;
      for (const std::size_t node : {block.element, tree_.parent(block.node)}) {
        const std::string_view name = tree_.attribute(node, "class").substr(0, longest_name);
        // `page-title`, `pageTitle`, `news_title`
        if (plain_label(name).ends_with("title")) return true;
      }
      return false;
    });
  }

  template <typename Predicate>
  std::optional<HtmlTitle> last_line(const Predicate& stands_out) const {
    constexpr std::size_t least_words = 3;
    for (std::size_t at = end(); at-- > first();) {
      const HtmlBlock& block = blocks_[at];
      if (!stands_out(block) || block.is_chrome || !block.is_kept || is_link(block) ||
          block.plain_words() < least_words || !may_be_title(block) ||
          sites_.count(plain_label(block.text)) > 0)
        continue;
      return HtmlTitle{field_value(block.text), at, false, {}};
    }
    return std::nullopt;
  }

  /// `PRESS RELEASE No. 44/98` is a number; the line in bold between it and the text, a name.
  HtmlTitle named_below(HtmlTitle shown) const {
    constexpr std::size_t most_lines = 3;
    const HtmlBlock& line = blocks_[*shown.block];
    if (line.heading != 0 || line.numbers == 0 || shown.is_part) return shown;
    const auto bold = last_bold_line();
    if (!bold || *bold->block <= *shown.block || *bold->block > *shown.block + most_lines)
      return shown;
    return {bold->text, bold->block, false, shown.block};
  }

  /// The name without a site's at its end or beginning; empty where nothing else is there.
  std::string without_site(std::string_view name) const {
    if (name.empty() || sites_.count(plain_label(name)) > 0) return {};
    const std::vector<std::string_view> parts = segments(name);
    const char* begin = name.data();
    const char* end = name.data() + name.size();
    if (parts.size() > 1 && sites_.count(plain_label(parts.back())) > 0)
      end = parts[parts.size() - 2].data() + parts[parts.size() - 2].size();
    else if (parts.size() > 1 && sites_.count(plain_label(parts.front())) > 0)
      begin = parts[1].data();
    return field_value(trimmed({begin, static_cast<std::size_t>(end - begin)}));
  }

  const HtmlTree& tree_;
  const std::vector<HtmlBlock>& blocks_;
  std::size_t first_prose_;
  const HtmlMetadata& metadata_;
  std::set<std::string> sites_;
};

}  // namespace

HtmlTitle html_title(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                     std::size_t first_prose, const HtmlMetadata& metadata) {
  return TitleFinder(tree, blocks, first_prose, metadata).find();
}

}  // namespace demarche
