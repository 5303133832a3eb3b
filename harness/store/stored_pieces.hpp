// The pieces of a stream in a store, read when they are wanted.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <memory>
#include <string>

#include "store/kept_stream.hpp"

namespace schedlitmus::store {

/// Which of a run's streams.
struct StreamKey {
  std::int64_t run = 0;
  std::string part;    ///< as in the table `piece`
  std::string stream;  ///< "stdout", "stderr"
};

/// Does not keep the database open: once it is closed, to read is an error. `path`: of the store, for errors.
[[nodiscard]] std::shared_ptr<const PieceSource> stored_pieces(std::weak_ptr<const SQLite::Database> database,
                                                               std::string path, StreamKey key);

}  // namespace schedlitmus::store
