// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/mail/mail.hpp"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/field.hpp"
#include "indexer/readers/html/fragment.hpp"
#include "indexer/readers/mail/mail_text.hpp"
#include "indexer/readers/paragraphs.hpp"

namespace demarche {
namespace {

constexpr std::size_t max_named_attachments = 8;
constexpr std::size_t max_parts = 1000;

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
struct Free {
  void operator()(gpointer memory) const { g_free(memory); }
};
template <typename Object>
using Owned = std::unique_ptr<Object, Unref>;
using OwnedText = std::unique_ptr<char, Free>;

std::string text_or_empty(const char* text) { return text != nullptr ? text : ""; }

std::string field_of(const char* text) { return field_value(clean_text(text_or_empty(text))); }

Owned<GMimeMessage> parse(std::string_view bytes) {
  static std::once_flag once;
  std::call_once(once, g_mime_init);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  return Owned<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

/// The content of a part, its transfer encoding undone.
std::string content_of(GMimePart* part) {
  GMimeDataWrapper* const content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

/// The content as it stands in the message.
std::string encoded_content_of(GMimePart* part) {
  GMimeDataWrapper* const content = g_mime_part_get_content(part);
  GMimeStream* const encoded =
      content == nullptr ? nullptr : g_mime_data_wrapper_get_stream(content);
  if (encoded == nullptr) return {};
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_stream_reset(encoded);
  g_mime_stream_write_to_stream(encoded, stream.get());
  const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

/// Whether it is whole, and holds nothing else (RFC 4648, with line ends).
bool is_sound_base64(std::string_view text) {
  std::size_t digits = 0;
  for (const char byte : text) {
    if (byte == '\n' || byte == '\r' || byte == ' ' || byte == '\t') continue;
    if (g_ascii_isalnum(byte) == 0 && byte != '+' && byte != '/' && byte != '=') return false;
    ++digits;
  }
  return digits % 4 == 0;
}

/// Whether the line that ends a message of parts is missing.
bool is_broken_off(GMimeObject* root, std::string_view bytes) {
  if (root == nullptr || !GMIME_IS_MULTIPART(root)) return false;
  const char* const boundary = g_mime_multipart_get_boundary(GMIME_MULTIPART(root));
  return boundary != nullptr && bytes.rfind(fmt::format("--{}--", boundary)) == bytes.npos;
}

/// What is wrong with the message itself.
void warn_of_message(GMimeMessage* message, std::string_view bytes, const std::string& day,
                     std::vector<std::string>& warnings) {
  const char* const date = g_mime_object_get_header(GMIME_OBJECT(message), "Date");
  if (date != nullptr && day.empty())
    warnings.push_back(fmt::format("the date “{}” is none: dropped", field_of(date)));
  if (is_broken_off(g_mime_message_get_mime_part(message), bytes))
    warnings.emplace_back("the message breaks off: its last line is missing");
}

/// Gathers what a message holds.
class MessageReader {
public:
  /// The parts in their order; of several that say the same, the plainest.
  void read(GMimeObject* root) {
    std::vector<GMimeObject*> open = {root};
    for (std::size_t parts = 0; !open.empty() && parts < max_parts; ++parts) {
      GMimeObject* const object = open.back();
      open.pop_back();
      if (object == nullptr) continue;
      if (GMIME_IS_MULTIPART_ENCRYPTED(object)) {
        is_encrypted_ = true;
      } else if (GMIME_IS_MULTIPART(object)) {
        open_multipart(GMIME_MULTIPART(object), open);
      } else if (GMIME_IS_PART(object)) {
        read_part(GMIME_PART(object));
      } else {
        attachments_.emplace_back("an attached message");
      }
    }
    if (!open.empty()) warnings_.push_back(fmt::format("parts after {} are not read", max_parts));
  }

  /// The statement's text and the warnings, or why there is none.
  tl::expected<ReadStatement, std::string> finish() {
    if (quoted_lines_ > 0)
      warnings_.push_back(fmt::format("{} quoted line{} left out", quoted_lines_,
                                      quoted_lines_ == 1 ? " is" : "s are"));
    name_attachments();
    if (!has_text(text_)) return refusal(reason_of_no_text());
    ReadStatement read;
    read.statement.text = std::move(text_);
    read.warnings = std::move(warnings_);
    return read;
  }

private:
  static bool is_type(GMimeObject* object, const char* type, const char* subtype) {
    GMimeContentType* const content_type = g_mime_object_get_content_type(object);
    return content_type != nullptr && g_mime_content_type_is_type(content_type, type, subtype) != 0;
  }

  static bool says_nothing(GMimeObject* part) {
    if (!GMIME_IS_TEXT_PART(part)) return false;
    const OwnedText text(g_mime_text_part_get_text(GMIME_TEXT_PART(part)));
    return !text ||
           std::string_view(text.get()).find_first_not_of(" \t\r\n") == std::string_view::npos;
  }

  static void open_multipart(GMimeMultipart* multipart, std::vector<GMimeObject*>& open) {
    const int count = g_mime_multipart_get_count(multipart);
    if (!is_type(GMIME_OBJECT(multipart), "multipart", "alternative")) {
      for (int at = count; at-- > 0;) open.push_back(g_mime_multipart_get_part(multipart, at));
      return;
    }
    for (int at = 0; at < count; ++at) {
      GMimeObject* const part = g_mime_multipart_get_part(multipart, at);
      // The last is the richest; it is read only where none is plain, or that says nothing.
      if (at + 1 < count && (!is_type(part, "text", "plain") || says_nothing(part))) continue;
      open.push_back(part);
      return;
    }
  }

  void read_part(GMimePart* part) {
    GMimeObject* const object = GMIME_OBJECT(part);
    if (is_type(object, "application", "pgp-signature") ||
        is_type(object, "application", "pkcs7-signature"))
      return;
    const bool is_plain = is_type(object, "text", "plain");
    const bool is_html = is_type(object, "text", "html");
    if (g_mime_part_is_attachment(part) != 0 || (!is_plain && !is_html)) {
      const std::string name = field_of(g_mime_part_get_filename(part));
      attachments_.push_back(name.empty() ? "an attachment without a name" : "attachment " + name);
      return;
    }
    const auto decoded = decoded_text(part);
    if (!decoded) return;
    if (is_plain)
      add_plain(object, *decoded);
    else
      add_html(*decoded);
  }

  /// The text of a part as UTF-8: by its charset, if that is true.
  std::optional<std::string> decoded_text(GMimePart* part) {
    std::string bytes = content_of(part);
    if (g_mime_part_get_content_encoding(part) == GMIME_CONTENT_ENCODING_BASE64 &&
        !is_sound_base64(encoded_content_of(part)))
      warnings_.emplace_back("its base64 is broken: the text may lack some of what was sent");
    const char* const charset =
        g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
    if (charset != nullptr) {
      gsize length = 0;
      const OwnedText converted(g_convert(bytes.data(), static_cast<gssize>(bytes.size()), "UTF-8",
                                          g_mime_charset_iconv_name(charset), nullptr, &length,
                                          nullptr));
      if (converted)
        bytes.assign(converted.get(), length);
      else
        warnings_.push_back(fmt::format("the text is not in “{}” as it says", field_of(charset)));
    }
    auto decoded = decode_text(bytes);
    if (!decoded) {
      reason_ = decoded.error();
      return std::nullopt;
    }
    if (decoded->replaced > 0) warnings_.push_back(encoding_warning(*decoded));
    return clean_text(decoded->text);
  }

  void add_plain(GMimeObject* part, std::string_view text) {
    const auto parameter_is = [&](const char* name, const char* value) {
      const char* const found = g_mime_object_get_content_type_parameter(part, name);
      return found != nullptr && g_ascii_strcasecmp(found, value) == 0;
    };
    add_own(text, {parameter_is("format", "flowed"), parameter_is("delsp", "yes")});
  }

  void add_html(const std::string& text) {
    const auto shown = html_message_text(text);
    if (!shown || shown->empty())
      reason_ = fmt::format("its HTML: {}", shown ? "no text" : shown.error());
    else
      add_own(*shown, {});
  }

  void add_own(std::string_view text, MailFormat format) {
    MailText own = own_text(text, format);
    quoted_lines_ += own.quoted_lines;
    add(own.text);
  }

  void add(std::string_view text) {
    if (!text_.empty()) text_ += "\n\n";
    text_ += text;
  }

  void name_attachments() {
    for (std::size_t at = 0; at < attachments_.size() && at < max_named_attachments; ++at)
      warnings_.push_back(fmt::format("{} is not read", attachments_[at]));
    if (attachments_.size() > max_named_attachments)
      warnings_.push_back(fmt::format("{} more attachments are not read",
                                      attachments_.size() - max_named_attachments));
  }

  std::string reason_of_no_text() const {
    if (is_encrypted_) return "the message is encrypted";
    if (!reason_.empty()) return reason_.starts_with("no") ? reason_ : "no text: " + reason_;
    if (quoted_lines_ > 0) return "no text but what it quotes";
    return attachments_.empty() ? "no text" : "no text but " + attachments_.front();
  }

  std::string text_;
  std::size_t quoted_lines_ = 0;
  bool is_encrypted_ = false;
  std::string reason_;  ///< why a part was not read
  std::vector<std::string> attachments_;
  std::vector<std::string> warnings_;
};

/// Names, or addresses where there are none.
std::string senders(GMimeMessage* message) {
  InternetAddressList* const list = g_mime_message_get_from(message);
  std::string names;
  const int count = list != nullptr ? internet_address_list_length(list) : 0;
  for (int at = 0; at < count; ++at) {
    InternetAddress* const address = internet_address_list_get_address(list, at);
    std::string name = field_of(internet_address_get_name(address));
    if (name.empty() && INTERNET_ADDRESS_IS_MAILBOX(address))
      name = field_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
    if (!name.empty()) names += names.empty() ? name : "; " + name;
  }
  return names;
}

/// The day on which it was written where it was written.
std::string day_of(GMimeMessage* message) {
  GDateTime* const date = g_mime_message_get_date(message);
  if (date == nullptr) return {};
  const OwnedText day(g_date_time_format(date, "%Y-%m-%d"));
  return text_or_empty(day.get());
}

}  // namespace

tl::expected<ReadStatement, std::string> read_mail(std::string_view bytes) {
  const Owned<GMimeMessage> message = parse(bytes);
  const std::string sender = message ? senders(message.get()) : "";
  const std::string day = message ? day_of(message.get()) : "";
  const bool has_subject = message && g_mime_message_get_subject(message.get()) != nullptr;
  if (sender.empty() && day.empty() && !has_subject)
    return refusal("no e-mail: it has neither sender, date nor subject");
  MessageReader reader;
  reader.read(g_mime_message_get_mime_part(message.get()));
  auto read = reader.finish();
  if (!read) return read;
  warn_of_message(message.get(), bytes, day, read->warnings);
  FieldMap& fields = read->statement.fields;
  add_field(fields, "title", field_of(g_mime_message_get_subject(message.get())));
  add_field(fields, "date", day);
  add_field(fields, "sender", sender);
  add_field(fields, "message_id", field_of(g_mime_message_get_message_id(message.get())));
  return read;
}

}  // namespace demarche
