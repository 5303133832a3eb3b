#include "source_dir.hpp"

namespace schedlitmus {

std::filesystem::path source_dir() { return SCHEDLITMUS_SOURCE_DIR; }

}  // namespace schedlitmus
