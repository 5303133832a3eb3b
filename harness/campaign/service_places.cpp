#include "campaign/service_places.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

namespace schedlitmus::campaign {

namespace fs = std::filesystem;
using expectation::PlaceholderMeaning;

namespace {

/// Where fresh folders are made; those of runs whose schedlitmus was killed go first.
Result<toolchain::TemporaryFolder> fresh_folder() {
  std::error_code error;
  const auto temporary = fs::temp_directory_path(error);
  const auto parent = (error ? fs::path("/tmp") : temporary) / fmt::format("schedlitmus-runs-{}", ::getuid());
  if (auto made = toolchain::make_folder(parent); !made) return tl::unexpected(std::move(made.error()));
  toolchain::sweep_abandoned(parent);
  return toolchain::TemporaryFolder::make(parent);
}

Result<void> copy_into(const fs::path& folder, const std::vector<std::string>& files, const std::string& file) {
  std::error_code error;
  for (const auto& name : files) {
    const auto from = path_beside(file, name);
    if (!fs::exists(from, error)) return fail("no such file of the command", from.string());
    fs::copy(from, folder / from.filename(), fs::copy_options::recursive, error);
    if (error) return fail("cannot copy it into the service's folder: " + error.message(), from.string());
  }
  return {};
}

}  // namespace

fs::path path_beside(const std::string& file, const std::string& path) {
  return fs::absolute(fs::path(file).parent_path() / path).lexically_normal();
}

Result<ServicePlaces> ServicePlaces::make(const expectation::Command& command, const std::string& file) {
  auto ports = process::FreePorts::take(static_cast<std::size_t>(command.instances) * expectation::kPortsOfInstance);
  if (!ports) return tl::unexpected(std::move(ports.error()));
  ServicePlaces places(std::move(*ports));
  if (!command.folder.empty()) {
    places.given_ = path_beside(file, command.folder).string();
    return places;
  }
  auto fresh = fresh_folder();
  if (!fresh) return tl::unexpected(std::move(fresh.error()));
  places.fresh_ = std::move(*fresh);
  for (int instance = 1; instance <= command.instances; ++instance) {
    const fs::path folder = places.folder(instance);
    if (auto made = toolchain::make_folder(folder); !made) return tl::unexpected(std::move(made.error()));
    if (auto copied = copy_into(folder, command.files, file); !copied) return tl::unexpected(std::move(copied.error()));
  }
  return places;
}

std::string ServicePlaces::folder(int instance) const {
  return fresh_ ? (fresh_->path() / std::to_string(instance)).string() : given_;
}

std::string ServicePlaces::fill(std::string_view text, int instance, const std::string& binary) const {
  std::string filled;
  std::size_t done = 0;
  for (const auto& found : expectation::placeholders_in(text)) {
    const auto meaning = expectation::meaning_of(found.name);
    if (!meaning) continue;
    filled += text.substr(done, found.begin - done);
    done = found.end;
    switch (meaning->kind) {
      case PlaceholderMeaning::Kind::binary:
        filled += binary;
        break;
      case PlaceholderMeaning::Kind::folder:
        filled += folder(instance);
        break;
      case PlaceholderMeaning::Kind::instance:
        filled += std::to_string(instance);
        break;
      case PlaceholderMeaning::Kind::port: {
        const int of = meaning->instance == 0 ? instance : meaning->instance;
        const int index = (of - 1) * expectation::kPortsOfInstance + meaning->port - 1;
        filled += std::to_string(ports_.at(static_cast<std::size_t>(index)));
        break;
      }
    }
  }
  return filled += text.substr(done);
}

}  // namespace schedlitmus::campaign
