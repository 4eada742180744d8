package dev.tapeline.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:4136:e378::1",
        "2001:db8::1",
        "100::1",
        "2001:10::1",
        "2001:20::1",
        "3fff::1",
        "4000::1"
      })
  void refusesWhatIsNotPublic(String address) throws UnknownHostException {
    assertThat(AddressPolicy.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.1.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "::ffff:8.8.8.8"
      })
  void permitsWhatIsPublic(String address) throws UnknownHostException {
    assertThat(AddressPolicy.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void permitsWhatIsNamedWithItsPort() throws UnknownHostException {
    AddressPolicy policy =
        AddressPolicy.allowing(List.of("127.0.0.1:81", "Intranet:80", "[::1]:81"));
    InetAddress[] loopback = {InetAddress.getByName("127.0.0.1")};
    InetAddress[] both = {
      InetAddress.getByName("::1"), loopback[0], InetAddress.getByName("10.1.1.1")
    };
    assertThat(policy.permitted("127.0.0.1", 81, loopback)).containsExactly(loopback);
    assertThat(policy.permitted("127.0.0.1", 82, loopback)).isEmpty();
    assertThat(policy.permitted("localhost", 81, both)).containsExactly(both[0], both[1]);
    assertThat(policy.permitted("localhost", 80, both)).isEmpty();
    assertThat(policy.permitted("INTRANET", 80, both)).hasSize(3);
    assertThat(policy.permitted("[::1]", 81, new InetAddress[] {both[0]})).hasSize(1);
    assertThat(policy.permitted("intranet.evil.example", 80, both)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "127.0.0.1", ":80", "http://localhost:80", "a:b", "::1:80", "*"})
  void saysWhatItTakes(String entry) {
    assertThatThrownBy(() -> AddressPolicy.allowing(List.of(entry)))
        .hasMessageContaining("tapeline.fetch.allow takes host:port")
        .hasMessageContaining(entry);
  }
}
