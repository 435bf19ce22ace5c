package server

import (
	"fmt"
	"net"
	"time"

	"github.com/pires/go-proxyproto"
)

// toSay is how long a balancer may take to say whom it brings.
const toSay = 5 * time.Second

// behind takes from balancers, by the PROXY protocol, whom they bring. From any
// other address the protocol is refused: everybody could claim to be somebody else.
func behind(l net.Listener, balancers []string) (net.Listener, error) {
	if len(balancers) == 0 {
		return l, nil
	}
	var nets []*net.IPNet
	for _, b := range balancers {
		_, n, err := net.ParseCIDR(b)
		if ip := net.ParseIP(b); err != nil && ip != nil {
			bits := 8 * net.IPv6len
			if v4 := ip.To4(); v4 != nil {
				ip, bits = v4, 8*net.IPv4len
			}
			n, err = &net.IPNet{IP: ip, Mask: net.CIDRMask(bits, bits)}, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%q is no address of a balancer, such as 10.0.0.0/8", b)
		}
		nets = append(nets, n)
	}
	return &proxyproto.Listener{Listener: l, ReadHeaderTimeout: toSay, ConnPolicy: func(o proxyproto.ConnPolicyOptions) (proxyproto.Policy, error) {
		ip := net.ParseIP(address(o.Upstream))
		for _, n := range nets {
			if n.Contains(ip) {
				return proxyproto.REQUIRE, nil
			}
		}
		return proxyproto.REJECT, nil
	}}, nil
}
