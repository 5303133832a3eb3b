#include "store/stored_pieces.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <utility>

#include "store/impl.hpp"

namespace schedlitmus::store {
namespace {

class StoredPieces final : public PieceSource {
 public:
  StoredPieces(std::weak_ptr<const SQLite::Database> database, std::string path, StreamKey key)
      : database_(std::move(database)), path_(std::move(path)), key_(std::move(key)) {}

  [[nodiscard]] Result<void> each(const Visit& visit) const override {
    const auto database = database_.lock();
    if (!database) return tl::unexpected(trouble("the store was closed before it was read"));
    try {
      return read(*database, visit);
    } catch (const SQLite::Exception& exception) {
      return tl::unexpected(error_of(exception, path_));
    }
  }

  [[nodiscard]] Error trouble(std::string_view what) const override {
    const auto of_part = key_.part.empty() ? std::string() : fmt::format(" of its {}", key_.part);
    return {fmt::format("run {}: {}{}: {}", key_.run, key_.stream, of_part, what), path_,
            "the store is damaged or a newer schedlitmus wrote to it"};
  }

 private:
  [[nodiscard]] Result<void> read(const SQLite::Database& database, const Visit& visit) const {
    SQLite::Statement pieces(
        database, "SELECT bytes, zstd FROM piece WHERE run = ? AND part = ? AND stream = ? ORDER BY position");
    pieces.bind(1, key_.run);
    pieces.bindNoCopy(2, key_.part);
    pieces.bindNoCopy(3, key_.stream);
    while (pieces.executeStep()) {
      const SQLite::Column packed = pieces.getColumn(1);
      const std::string_view data(static_cast<const char*>(packed.getBlob()),
                                  static_cast<std::size_t>(packed.getBytes()));
      const auto bytes = static_cast<std::uint64_t>(pieces.getColumn(0).getInt64());
      const auto more = visit({.bytes = bytes, .data = data, .packed = true});
      if (!more) return tl::unexpected(more.error());
      if (!*more) return {};
    }
    return {};
  }

  std::weak_ptr<const SQLite::Database> database_;
  std::string path_;
  StreamKey key_;
};

}  // namespace

std::shared_ptr<const PieceSource> stored_pieces(std::weak_ptr<const SQLite::Database> database, std::string path,
                                                 StreamKey key) {
  return std::make_shared<StoredPieces>(std::move(database), std::move(path), std::move(key));
}

}  // namespace schedlitmus::store
