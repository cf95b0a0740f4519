// SPDX-License-Identifier: GPL-2.0-or-later
#include <zstd.h>

#include <memory>
#include <new>

#include "common/error.hpp"
#include "common/index/schema.hpp"

namespace demarche {
namespace {

constexpr char layout = 1;            // on disk: never renumber
constexpr int compression_level = 3;  // further levels gain little on texts of this size
constexpr std::size_t max_stored_bytes = std::size_t{1} << 30U;

[[noreturn]] void damaged() {
  throw IndexError("a stored statement is damaged",
                   "check the index with `indexer --check`, and index the statements again");
}

/// An unsigned number, seven bits a byte, least first (LEB128).
void put_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) out += static_cast<char>((number & 0x7FU) | 0x80U);
  out += static_cast<char>(number);
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

class Reader {
public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    damaged();
  }

  std::string_view text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) damaged();
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }

  std::string_view rest() const { return rest_; }

private:
  std::string_view rest_;
};

Statement read_fields(Reader& reader) {
  if (reader.rest().empty() || reader.rest().front() != layout) damaged();
  reader.number();
  Statement statement;
  for (std::uint64_t count = reader.number(); count > 0; --count) {
    const std::string_view name = reader.text();
    statement.fields.emplace(name, reader.text());
  }
  return statement;
}

/// The compression context of this thread: making one costs more than using it.
ZSTD_CCtx* compression_context() {
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  return context.get();
}

}  // namespace

std::string encode_statement(const Statement& statement) {
  std::string stored(1, layout);
  put_number(stored, statement.fields.size());
  for (const auto& [name, value] : statement.fields) {
    put_text(stored, name);
    put_text(stored, value);
  }
  const std::size_t header = stored.size();
  stored.resize(header + ZSTD_compressBound(statement.text.size()));
  const std::size_t written =
      ZSTD_compressCCtx(compression_context(), stored.data() + header, stored.size() - header,
                        statement.text.data(), statement.text.size(), compression_level);
  if (ZSTD_isError(written) != 0) throw std::bad_alloc();
  stored.resize(header + written);
  return stored;
}

Statement decode_fields(std::string_view stored) {
  Reader reader(stored);
  return read_fields(reader);
}

Statement decode_statement(std::string_view stored) {
  Reader reader(stored);
  Statement statement = read_fields(reader);
  const std::string_view frame = reader.rest();
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > max_stored_bytes)
    damaged();
  statement.text.resize(size);
  const std::size_t read = ZSTD_decompress(statement.text.data(), size, frame.data(), frame.size());
  if (ZSTD_isError(read) != 0 || read != size) damaged();
  return statement;
}

}  // namespace demarche
