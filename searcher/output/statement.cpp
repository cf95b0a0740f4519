// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/circumstances.hpp"
#include "searcher/output/markup.hpp"
#include "searcher/output/output.hpp"

namespace demarche {

std::string format_statement(const ShownStatement& shown, const TextStyle& style) {
  const Hit& hit = shown.hit;
  std::string out;
  const auto add_field = [&](std::string_view name, std::string_view value,
                             const std::vector<Highlight>& marks) {
    out += inked(std::string(name) + ":", {style.color, ink::dim}) + " ";
    out += marked(value, {0, value.size()}, marks, {style.color}) + "\n";
  };
  const Statement& statement = hit.statement;
  add_field("id", statement.id, {});
  for (const std::string& id : shown.copies) add_field("copy", id, {});
  for (const std::string_view name : fields_in_order(statement)) {
    const bool is_title = name == "title";
    add_field(name, statement.field(name),
              is_title ? hit.title_highlights : std::vector<Highlight>{});
  }
  out += '\n';
  const Markup text_markup{style.color, ink::plain, true};
  out += marked(statement.text, {0, statement.text.size()}, shown.highlights, text_markup);
  if (!statement.text.ends_with('\n')) out += '\n';
  return out;
}

}  // namespace demarche
