#include "toolchain/proxy.hpp"

#include <algorithm>
#include <array>
#include <sstream>

#include "support/json.hpp"
#include "toolchain/files.hpp"
#include "toolchain/module_cache.hpp"

namespace schedlitmus::toolchain {
namespace {

constexpr const char* kModule = "golang.org/toolchain";
constexpr std::string_view kPrefix = "v0.0.1-go";
constexpr Millis kListLimit{60'000};
constexpr Millis kDownloadLimit{20 * 60'000};

constexpr std::array<std::string_view, 3> kTampered = {"checksum mismatch", "SECURITY ERROR", "verifying module"};
constexpr std::array<std::string_view, 8> kAway = {"dial tcp",    "no such host",  "connection refused", "i/o timeout",
                                                   "unreachable", "TLS handshake", "proxyconnect",       "EOF"};
constexpr std::array<std::string_view, 5> kUnknown = {"unknown revision", "403 Forbidden", "404 Not Found", "410 Gone",
                                                      "invalid version"};

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  return text;
}

template <std::size_t N>
bool mentions(const std::string& message, const std::array<std::string_view, N>& parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return message.find(part) != std::string::npos; });
}

/// The go command's own words say what happened, on one line; the hint says
/// what to do.
Error failure(const std::string& doing, std::string message, std::string where) {
  std::string hint = "see go help goproxy";
  if (message.find("disabled by GOPROXY=off") != std::string::npos) {
    hint = "GOPROXY=off on this machine; releases that are installed work without it";
  } else if (message.find("no space left on device") != std::string::npos) {
    hint =
        "make room where go env GOMODCACHE says: a release takes up to 650 MB; schedlitmus releases remove frees some";
  } else if (mentions(message, kTampered)) {
    hint = "it was not accepted, and nothing of it is used; see go help module-auth";
  } else if (mentions(message, kAway)) {
    hint = "is the network there? releases that are installed work without it";
  } else if (mentions(message, kUnknown)) {
    hint = "the module proxy does not have it";
  }
  for (std::size_t at = message.find_first_of("\n\t"); at != std::string::npos;
       at = message.find_first_of("\n\t", at)) {
    const std::size_t end = std::min(message.find_first_not_of("\n\t ", at), message.size());
    message.replace(at, end - at, message[at] == '\n' ? "; " : " ");
  }
  return {doing + ": " + message, std::move(where), std::move(hint)};
}

}  // namespace

std::vector<Version> parse_offered(const std::string& answer, const std::string& platform) {
  const std::string suffix = "." + platform;
  std::vector<Version> versions;
  std::istringstream words(answer);
  for (std::string word; words >> word;) {
    if (!word.starts_with(kPrefix) || !word.ends_with(suffix)) continue;
    const auto version = Version::parse(word.substr(kPrefix.size(), word.size() - kPrefix.size() - suffix.size()));
    if (version) versions.push_back(*version);
  }
  std::ranges::sort(versions);
  versions.erase(std::ranges::unique(versions).begin(), versions.end());
  return versions;
}

std::string why_unverified(const Environment& settings) {
  const auto sums = settings.find("GOSUMDB");
  if (sums == settings.end() || sums->second != "off") return {};
  return "GOSUMDB=off on this machine: what is fetched is not verified by the checksum database";
}

Result<process::ToolOutput> Proxy::run(std::vector<std::string> arguments, Millis deadline) const {
  // Empty, so that no go.mod of the user's is in sight.
  const auto folder = TemporaryFolder::make(machine_.temporary);
  if (!folder) return tl::unexpected(folder.error());
  Environment env = without_go_variables(machine_.env);
  for (const auto& [name, value] : settings_) {
    env[name] = value;
  }
  // They are for a user's own modules; a toolchain comes from the proxy, verified.
  for (const char* name : {"GONOSUMDB", "GONOPROXY", "GOPRIVATE", "GOINSECURE"}) env.erase(name);
  env["GOENV"] = "off";
  env["GOFLAGS"] = "";
  env["GOTOOLCHAIN"] = "local";
  env["GO111MODULE"] = "on";
  arguments.insert(arguments.begin(), bootstrap_.command);
  return process::run_tool(
      launcher_,
      {.argv = std::move(arguments), .env = lines_of(env), .folder = folder->path().string(), .deadline = deadline});
}

Result<std::vector<Version>> Proxy::offered() const {
  const auto output = run({"list", "-m", "-versions", kModule}, kListLimit);
  if (!output) return tl::unexpected(output.error());
  if (output->code != 0) {
    return tl::unexpected(failure("cannot list the Go releases", trimmed(output->err), {}));
  }
  auto versions = parse_offered(output->out, machine_.platform);
  if (versions.empty()) return fail("the module proxy lists no Go release for " + machine_.platform);
  return versions;
}

Result<std::string> Proxy::download(const Version& version) const {
  const std::string where = "Go " + version.to_string();
  const auto output =
      run({"mod", "download", "-json", std::string(kModule) + "@" + module_version(version, machine_.platform)},
          kDownloadLimit);
  if (!output) return tl::unexpected(output.error());
  const auto answer = json::parse(output->out, "go mod download -json");
  const auto text_of = [&answer](std::string_view key) {
    const auto* member = answer.root ? answer.root->find(key) : nullptr;
    return member == nullptr ? std::string() : member->value.string;
  };
  std::string message = trimmed(text_of("Error"));
  if (message.empty() && output->code != 0) message = trimmed(output->err);
  if (!message.empty()) return tl::unexpected(failure("cannot fetch it", std::move(message), where));
  auto folder = text_of("Dir");
  if (folder.empty()) return fail("cannot fetch it: the go command names no folder", where);
  return folder;
}

}  // namespace schedlitmus::toolchain
