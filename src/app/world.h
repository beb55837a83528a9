#pragma once
// What a command touches besides the files that it names: its streams and its environment. Tests put a fake
// in its place.

#include <string>
#include <string_view>
#include <system_error>

namespace asyncq::app {

enum class Channel { out, err };

class World {
 public:
  virtual ~World() = default;
  // Writes all of the bytes, or says why it could not.
  [[nodiscard]] virtual std::error_code write(Channel channel, std::string_view bytes) = 0;
  [[nodiscard]] virtual bool is_terminal(Channel channel) const = 0;
  // An environment variable; empty when it is not set.
  [[nodiscard]] virtual std::string variable(const char* name) const = 0;
};

// The process's own. Turns a broken pipe from a signal into an error.
class SystemWorld final : public World {
 public:
  SystemWorld();
  [[nodiscard]] std::error_code write(Channel channel, std::string_view bytes) override;
  [[nodiscard]] bool is_terminal(Channel channel) const override;
  [[nodiscard]] std::string variable(const char* name) const override;
};

}  // namespace asyncq::app
