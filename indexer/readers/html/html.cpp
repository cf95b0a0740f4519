// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text/ascii.hpp"
#include "indexer/field.hpp"
#include "indexer/language.hpp"
#include "indexer/readers/html/blocks.hpp"
#include "indexer/readers/html/charset.hpp"
#include "indexer/readers/html/cleaning.hpp"
#include "indexer/readers/html/core.hpp"
#include "indexer/readers/html/metadata.hpp"
#include "indexer/readers/html/names.hpp"
#include "indexer/readers/html/page_date.hpp"
#include "indexer/readers/html/phrases.hpp"
#include "indexer/readers/html/running_text.hpp"
#include "indexer/readers/html/title.hpp"
#include "indexer/readers/html/words.hpp"

namespace demarche {
namespace {

/// A tag as BCP 47 has it; empty where it is none. Sites write `en_US`, too.
std::string tag_of(std::string_view text) {
  std::string tag(trimmed(text));
  tag = tag.substr(0, tag.find_first_of(",; "));
  std::replace(tag.begin(), tag.end(), '_', '-');
  return language_tag(tag).value_or("");
}

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

/// The reading of one page, step by step.
class Page {
public:
  explicit Page(HtmlTree tree) : tree_(std::move(tree)), metadata_(html_metadata(tree_)) {}

  tl::expected<ReadStatement, std::string> read() {
    find_statement(false);
    if (ProseWords(tree_, blocks_).in(core_) == 0) {
      find_statement(true);
      if (ProseWords(tree_, blocks_).in(core_) > 0)
        read_.warnings.emplace_back("the page hides its text until scripts run: read all the same");
    }
    find_fields();
    clean_statement(tree_, blocks_, core_, title_.text, title_.number, page_language_);
    if (auto reason = refusal()) return tl::make_unexpected(std::move(*reason));
    tell_left_out();
    write_text();
    set_language();
    if (metadata_.json_ld.is_broken)
      read_.warnings.emplace_back("a part of its JSON-LD is no JSON: left out");
    return std::move(read_);
  }

private:
  void find_statement(bool with_hidden) {
    blocks_ = html_blocks(tree_, node_uses(tree_, with_hidden));
    drop_metadata_tables(tree_, blocks_);
    note_announced_lists(tree_, blocks_);
    teasers_ = drop_teasers(tree_, blocks_);
    keep_running_text_of_articles(tree_, blocks_);
    note_short_statements(tree_, blocks_);
    core_ = statement_element(tree_, blocks_);
    if (core_ != 0 && tree_.tag(core_) != GUMBO_TAG_BODY) keep_running_text(tree_, blocks_, core_);
  }

  BlockSpan span() const { return blocks_in(tree_, blocks_, core_); }

  std::size_t first_prose_of(BlockSpan part) const {
    std::size_t at = part.first;
    while (at < part.last &&
           (blocks_[at].is_chrome || !blocks_[at].is_kept || !is_prose(blocks_[at])))
      ++at;
    return at;
  }

  /// The statement's first running text, behind its title.
  std::size_t first_prose() const {
    BlockSpan part = span();
    if (title_.block && *title_.block >= part.first)
      part.first = std::min(*title_.block + 1, part.last);
    return first_prose_of(part);
  }

  void set(const char* name, std::string_view value) {
    add_field(read_.statement.fields, name, field_value(value));
  }

  void find_fields() {
    page_language_ = declared_language();
    const BlockSpan heaviest = blocks_in(tree_, blocks_, heaviest_element(tree_, blocks_, core_));
    title_ = html_title(tree_, blocks_, first_prose_of(heaviest), metadata_);
    if (title_.block) core_ = titled_element(tree_, blocks_, core_, blocks_[*title_.block].node);
    set("title", title_.text);
    const DatePlace place{title_.block.value_or(span().first),
                          first_prose(),
                          span().last,
                          core_,
                          page_language_,
                          title_.block.has_value(),
                          title_.is_part};
    const PageDate date = page_date(tree_, blocks_, metadata_, place);
    set("date", date.iso);
    if (date.iso.empty() && !date.ambiguous.empty())
      read_.warnings.push_back(
          fmt::format("the date “{}” may be of two months: left out", date.ambiguous));
    if (date.iso.empty() && !date.impossible.empty())
      read_.warnings.push_back(
          fmt::format("the date “{}” is no day of the calendar: left out", date.impossible));
    set("url", metadata_.url);
    set_names();
  }

  /// Who speaks, where the page says what kind of being that is.
  void set_names() {
    const JsonLd& facts = metadata_.json_ld;
    set("speaker", facts.speaker);
    if (!facts.speaker.empty()) set("post", facts.job_title);
    const std::string_view issuer = this->issuer();
    set("issuer", issuer);
    const auto set_unless_issuer = [&](const char* name,
                                       std::initializer_list<std::string_view> values) {
      for (const std::string_view value : values) {
        if (value.empty() || value == issuer) continue;
        set(name, value);
        return;
      }
    };
    set_unless_issuer("publisher", {facts.publisher, metadata_.first_of({"dc.publisher"}),
                                    metadata_.first_of({"dcterms.publisher"})});
    const bool is_told = !facts.speaker.empty() || !facts.government.empty();
    set_unless_issuer("author", {facts.author, facts.body_author,
                                 is_told ? std::string_view{}
                                         : metadata_.first_of({"author", "article:author",
                                                               "dc.creator", "dcterms.creator"})});
  }

  /// The state's body whose statement it is: by its type, or by its name.
  std::string_view issuer() const {
    const JsonLd& facts = metadata_.json_ld;
    if (!facts.government.empty()) return facts.government;
    for (const std::string_view name :
         {facts.is_media_author ? std::string_view{} : std::string_view(facts.body_author),
          facts.is_media_publisher ? std::string_view{} : std::string_view(facts.publisher),
          metadata_.first_of({"dc.creator"}), metadata_.first_of({"dcterms.creator"}),
          metadata_.first_of({"dc.publisher"}), metadata_.first_of({"dcterms.publisher"}),
          metadata_.first_of({"og:site_name"})}) {
      if (names_government(name)) return name;
    }
    return {};
  }

  /// Of the element nearest to the statement that has one, else as the page's head says.
  std::string declared_language() const {
    for (std::size_t node = core_;; node = tree_.parent(node)) {
      for (const char* name : {"lang", "xml:lang"}) {
        if (std::string tag = tag_of(tree_.attribute(node, name)); !tag.empty()) return tag;
      }
      if (node == 0) break;
    }
    for (const std::string_view text :
         {std::string_view(metadata_.json_ld.language), metadata_.first_of({"content-language"}),
          metadata_.first_of({"og:locale", "dc.language", "dcterms.language", "language"})}) {
      if (std::string tag = tag_of(text); !tag.empty()) return tag;
    }
    return {};
  }

  /// A template's language stays when the text is in another: then what the text is counts.
  void set_language() {
    if (page_language_.empty()) return;
    const std::string found = detect_language(read_.statement.text);
    if (found == "und" || found == primary(page_language_) ||
        !is_sure(found, primary(page_language_))) {
      set("language", page_language_);
      return;
    }
    set("language", found);
    read_.warnings.push_back(
        fmt::format("declared as “{}”, but its text is “{}”", page_language_, found));
  }

  /// Languages that detection takes for each other, or does not know, stay as declared.
  static bool is_sure(std::string_view found, std::string_view declared) {
    constexpr std::array<std::string_view, 9> groups = {
        " no nb nn da sv ", " sr hr bs sh cnr me ", " id ms in ",
        " cs sk ",          " ru uk be bg mk ",     " es gl ca pt ",
        " fa prs tg ",      " az tr tk ",           " zu xh nr ss "};
    const std::string one = fmt::format(" {} ", found);
    const std::string other = fmt::format(" {} ", declared);
    return std::none_of(groups.begin(), groups.end(), [&](std::string_view group) {
      return group.find(one) != std::string_view::npos &&
             group.find(other) != std::string_view::npos;
    });
  }

  /// Prose between the title and the element of the text.
  std::vector<std::size_t> prose_before() const {
    std::vector<std::size_t> found;
    if (!title_.block) return found;
    for (std::size_t at = *title_.block + 1; at < span().first; ++at) {
      const HtmlBlock& block = blocks_[at];
      if (block.is_chrome || !block.is_kept || !is_prose(block) ||
          begins_with_date_label(plain_label(block.text)))
        continue;
      found.push_back(at);
    }
    return found;
  }

  /// It is the statement's lead where it is short, and else the site's.
  std::vector<std::size_t> lead() const {
    constexpr std::size_t most_blocks = 4;
    constexpr std::size_t most_words = 120;
    std::vector<std::size_t> found = prose_before();
    std::size_t words = 0;
    for (const std::size_t at : found) words += blocks_[at].words;
    if (found.size() > most_blocks || words > most_words) found.clear();
    return found;
  }

  std::vector<std::size_t> kept() const {
    std::vector<std::size_t> found = lead();
    for (std::size_t at = span().first; at < span().last; ++at) {
      if (blocks_[at].is_kept && !blocks_[at].is_chrome) found.push_back(at);
    }
    return found;
  }

  /// Why the page is no statement.
  std::optional<std::string> refusal() const {
    constexpr std::size_t few_words = 60;
    std::size_t words = 0;
    std::size_t prose = 0;
    for (const std::size_t at : kept()) {
      words += blocks_[at].words;
      if (is_prose(blocks_[at])) prose += blocks_[at].words;
    }
    if (prose < few_words) {
      if (is_list(prose)) return "a list of links, no statement";
      if (const std::string pdf = embedded_pdf(); !pdf.empty() && prose < few_words / 2)
        return fmt::format("no text: the statement is in an embedded PDF ({})", pdf);
    }
    if (prose > 0 || words >= few_words / 4) return std::nullopt;
    return has_scripts() ? "no text: the page is made by scripts" : "no text";
  }

  /// Links that are no menu, and nothing that a statement has.
  bool is_list(std::size_t prose) const {
    constexpr std::size_t few_links = 3;
    constexpr std::size_t many_links = 5;
    std::size_t links = 0;
    std::size_t words = 0;
    for (const HtmlBlock& block : blocks_) {
      if (block.is_chrome || block.is_kept) continue;
      if (is_link(block)) ++links;
      words += block.words;
    }
    links = std::max(links, teasers_);
    if (prose == 0) return links >= few_links;
    if (metadata_.json_ld.is_list && links >= few_links) return true;
    const bool is_dated = read_.statement.fields.count("date") > 0;
    return !is_dated && links >= many_links && words > 2 * prose;
  }

  std::string embedded_pdf() const {
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      const GumboTag tag = tree_.tag(node);
      if (tag != GUMBO_TAG_IFRAME && tag != GUMBO_TAG_EMBED && tag != GUMBO_TAG_OBJECT) continue;
      const std::string_view source =
          tree_.attribute(node, tag == GUMBO_TAG_OBJECT ? "data" : "src");
      const std::string lower = lower_ascii(source.substr(0, 2000));
      if (lower.find(".pdf") != std::string::npos ||
          tree_.attribute(node, "type") == "application/pdf")
        return field_value(source.substr(0, 200));
    }
    return {};
  }

  bool has_scripts() const {
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      if (tree_.tag(node) == GUMBO_TAG_SCRIPT && tree_.attribute(node, "type").empty()) return true;
    }
    return false;
  }

  /// Running text of the statement's element, or above it, that is taken for the site's.
  void tell_left_out() {
    std::size_t paragraphs = 0;
    if (core_ == 0 || tree_.tag(core_) == GUMBO_TAG_BODY) return;
    if (lead().empty()) {
      for (const std::size_t at : prose_before())
        paragraphs += blocks_[at].link_words == 0 && is_sentence(blocks_[at]) ? 1 : 0;
    }
    for (std::size_t at = span().first; at < span().last; ++at) {
      const HtmlBlock& block = blocks_[at];
      const bool is_left_out = (block.is_chrome && block.is_named) || !block.is_kept;
      if (is_left_out && !block.is_teaser && block.link_words == 0 && is_prose(block) &&
          is_sentence(block))
        ++paragraphs;
    }
    if (paragraphs > 0)
      read_.warnings.push_back(fmt::format(
          "left out {} paragraph{} that seem{} to be the site's and not the statement's",
          paragraphs, paragraphs == 1 ? "" : "s", paragraphs == 1 ? "s" : ""));
  }

  void write_text() {
    std::string& text = read_.statement.text;
    for (const std::size_t at : kept()) {
      if (!text.empty()) text += "\n\n";
      text += blocks_[at].text;
    }
    text += '\n';
  }

  HtmlTree tree_;
  HtmlMetadata metadata_;
  std::vector<HtmlBlock> blocks_;
  std::size_t teasers_ = 0;
  std::size_t core_ = 0;
  std::string page_language_;
  HtmlTitle title_;
  ReadStatement read_;
};

}  // namespace

tl::expected<ReadStatement, std::string> read_html(std::string_view bytes) {
  DecodedPage page = decode_page(bytes);
  auto tree = HtmlTree::parse(page.text);
  if (!tree) return tl::make_unexpected(std::move(tree.error()));
  auto read = Page(std::move(*tree)).read();
  if (read)
    read->warnings.insert(read->warnings.begin(), page.warnings.begin(), page.warnings.end());
  return read;
}

}  // namespace demarche
