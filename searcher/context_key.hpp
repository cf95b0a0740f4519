// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace demarche {

/// Orders the lines of a concordance by the words beside the match, as a dictionary
/// orders words: letters before accents, accents before letter case (the Unicode
/// Collation Algorithm, UTS #10, in its root order). One thread.
class ContextKeys {
public:
  ContextKeys();
  ~ContextKeys();

  /// Keys that compare as bytes: by the word nearest to [begin, end), then by the
  /// next. `words`: byte spans of the words of `text`, in order.
  std::string left(std::string_view text,
                   const std::vector<std::pair<std::size_t, std::size_t>>& words,
                   std::size_t begin) const;
  std::string right(std::string_view text,
                    const std::vector<std::pair<std::size_t, std::size_t>>& words,
                    std::size_t end) const;

private:
  struct Collator;
  std::string key(const std::string& words) const;
  std::unique_ptr<Collator> collator_;
};

}  // namespace demarche
