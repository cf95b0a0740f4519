// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// What a member of a JSON object holds.
struct JsonValue {
  enum class Kind {
    nothing,  ///< null
    text,     ///< a string
    scalar,   ///< a number, as it is written, or `true` or `false`
    list,     ///< an array of these: `a; b`, each as field_value gives it
    other     ///< anything with an object or an array in it
  };
  Kind kind = Kind::nothing;
  std::string text;                 ///< valid UTF-8 with LF line ends; of `other` nothing
  std::size_t half_characters = 0;  ///< as in JsonString
};

/// Parses lines that are JSON objects (RFC 8259), and no others: any mistake in
/// the line, also in a part that nobody wants, is an error. Keeps its buffers;
/// for one thread.
class JsonObjectParser {
public:
  using TakeMember = std::function<void(std::string_view key, JsonValue&& value)>;

  JsonObjectParser();
  ~JsonObjectParser();
  JsonObjectParser(JsonObjectParser&&) noexcept;
  JsonObjectParser& operator=(JsonObjectParser&&) noexcept;

  /// Gives the members of the object that `line` is, in their order; the same
  /// key may come again. The line has no LF. Where its buffer goes on,
  /// `bytes_after` says for how long, and an LF comes first. Returns why the
  /// line is no object, and nothing where it is one; only then the members count.
  std::optional<std::string> parse(std::string_view line, std::size_t bytes_after,
                                   const TakeMember& take);

private:
  struct Scanner;
  std::unique_ptr<Scanner> scanner_;
};

}  // namespace demarche
