#include "expectation/folders.hpp"

#include <algorithm>
#include <system_error>

#include "expectation/defaults.hpp"
#include "expectation/small_file.hpp"
#include "support/json.hpp"

namespace schedlitmus::expectation {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool is_within(const fs::path& path, const fs::path& folder) {
  if (folder.empty()) return false;
  const fs::path below = path.lexically_relative(folder);
  return !below.empty() && *below.begin() != "..";
}

/// As a user in the working folder would write it.
std::string shown(const fs::path& path) {
  std::error_code error;
  const fs::path below = path.lexically_relative(fs::current_path(error));
  return error || below.empty() || *below.begin() == ".." ? path.string() : below.string();
}

/// The folder, and those above it up to the last.
std::vector<fs::path> up_to(const fs::path& last, fs::path folder) {
  std::vector<fs::path> folders{folder};
  while (folder != last && folder.has_relative_path()) folders.push_back(folder = folder.parent_path());
  return folders;
}

}  // namespace

Folders::Folders(fs::path root) : root_(root.empty() ? root : real_path(root)) {}

std::vector<fs::path> Folders::folders_above(const fs::path& folder, const fs::path& loaded) const {
  if (is_within(folder, root_)) return up_to(root_, folder);
  for (const fs::path& above : up_to({}, folder))
    if (is_there(above / ".git")) return up_to(above, folder);
  return up_to(is_within(folder, loaded) ? loaded : folder, folder);
}

const Folders::Found& Folders::above(const fs::path& folder, const fs::path& loaded) {
  const auto here = [](const fs::path& path) { return real_path(path.empty() ? "." : path); };
  const std::pair key(here(folder), here(loaded));
  const auto known = found_.find(key);
  if (known != found_.end()) return known->second;
  return found_[key] = read(folders_above(key.first, key.second));
}

Folders::Found Folders::read(const std::vector<fs::path>& folders) {
  Found found;
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
    const fs::path path = *folder / kDefaultsName;
    if (!is_there(path)) continue;
    const auto text = read_small_file(path.string());
    found.files.insert(found.files.begin(), {shown(path), text.value_or("")});
    const std::vector<Error> errors = text ? check_defaults(found.files) : std::vector{text.error()};
    found.is_good = found.is_good && errors.empty();
    found.is_json = found.is_json && text && json::parse(*text, {}).root;
    keep(errors);
  }
  return found;
}

void Folders::keep(const std::vector<Error>& errors) {
  for (const Error& error : errors)
    if (std::ranges::find(errors_, error) == errors_.end()) errors_.push_back(error);
}

}  // namespace schedlitmus::expectation
