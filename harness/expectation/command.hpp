// "command" of a scenario: a service in place of a program. How it is started,
// when it is ready, what loads it and how it is asked to end.
#pragma once

#include <csignal>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/pattern.hpp"
#include "support/duration.hpp"

namespace schedlitmus::expectation {

/// What is started: a Go package's folder that is built first, a binary that is
/// there, or what argv begins with.
struct Executable {
  std::string build;   ///< folder, relative to the file
  std::string binary;  ///< path, relative to the file
  std::vector<std::string> argv{"{binary}"};
  /// Neither built nor what argv calls "{binary}": argv[0] is the program, a path or a name that PATH has.
  [[nodiscard]] bool is_plain() const { return build.empty() && binary.empty(); }
  bool operator==(const Executable&) const = default;
};

enum class ReadyBy : std::uint8_t {
  time,  ///< it is taken to be
  tcp,   ///< its port takes a connection
  http,  ///< a GET is answered with the status
  out,   ///< a line on stdout matches
  err,   ///< a line on stderr matches
};

/// When a service is ready.
struct Ready {
  ReadyBy by = ReadyBy::time;
  std::string address;             ///< of tcp "host:port", of http the URL; with placeholders
  int status = 200;                ///< of http
  std::optional<Pattern> pattern;  ///< of out and err
  Millis after{0};                 ///< of time
  Millis within{10'000};           ///< not ready by then: the run tells nothing
};

/// What uses the service while its trace is looked at.
struct Load {
  Executable executable;
  std::map<std::string, std::string> env;
  Millis deadline{30'000};  ///< still running then: stopped, and the run tells nothing
  int exit_status = 0;      ///< any other, and the run tells nothing
  bool operator==(const Load&) const = default;
};

struct Command {
  Executable executable;
  std::string folder;              ///< working folder, relative to the file; empty: a fresh one for each run
  std::vector<std::string> files;  ///< copied into the fresh folder; relative to the file
  Ready ready;
  std::optional<Load> load;
  Millis warmup{0};  ///< from the load's start: samples before are not looked at
  int stop_signal = SIGTERM;
  Millis stop_grace{5'000};
  int instances = 1;
  int checked = 1;  ///< the instance whose trace is checked
};
/// Patterns by their texts.
[[nodiscard]] bool operator==(const Command& a, const Command& b);

/// "GET http://... answers 200", "127.0.0.1:80 takes a connection", "a line on stderr matches \"ready\"", "500ms have
/// passed".
[[nodiscard]] std::string describe(const Ready& ready);

inline constexpr int kMostInstances = 16;
/// Ports of one instance: {port}, {port2}, ... {port9}.
inline constexpr int kPortsOfInstance = 9;

/// What stands in braces in a text of a command, such as "port" in "-listen=:{port}", if it is a
/// placeholder's name in form: lower-case letters, digits and dots.
struct Placeholder {
  std::size_t begin = 0, end = 0;  ///< with the braces
  std::string name;
};
[[nodiscard]] std::vector<Placeholder> placeholders_in(std::string_view text);

/// {port}, {port2}, {3.port} (of instance 3), {instance}, {folder}, {binary}: what it asks for.
struct PlaceholderMeaning {
  enum class Kind : std::uint8_t { binary, folder, instance, port } kind = Kind::binary;
  int instance = 0;  ///< of port: 1 or more; 0: its own
  int port = 1;      ///< of port
};
/// Nothing for a name that is none.
[[nodiscard]] std::optional<PlaceholderMeaning> meaning_of(std::string_view placeholder);

}  // namespace schedlitmus::expectation
