package provider

import (
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// namedColumn is a column and the name of its attribute.
type namedColumn struct {
	column
	name string
}

// table are the columns, made once.
var table = sync.OnceValue(func() []namedColumn {
	var named []namedColumn
	for _, c := range columns() {
		named = append(named, namedColumn{c, c.name()})
	}
	return named
})

// converter makes attachments Terraform's own values, and not the framework's, which are checked against their types anew
// wherever they are put; tftypes.NewValue checks the shape once, and panics where it is wrong. Users and records are few
// and come often: equal ones share a value. Several goroutines may convert at once.
type converter struct {
	mu      sync.Mutex
	users   map[[3]optional]tftypes.Value
	records map[[2]optional]tftypes.Value
}

func newConverter() *converter {
	return &converter{users: make(map[[3]optional]tftypes.Value), records: make(map[[2]optional]tftypes.Value)}
}

// optional is a text that may be null.
type optional struct {
	text  string
	isSet bool
}

func optionally(s *string) optional {
	if s == nil {
		return optional{}
	}
	return optional{*s, true}
}

// attachment returns a value of attachmentType.
func (c *converter) attachment(attachment *zohocrm.Attachment) tftypes.Value {
	values := make(map[string]tftypes.Value, len(table())+1)
	for _, column := range table() {
		values[column.name] = c.field(column.field(attachment))
	}
	additional := make(map[string]tftypes.Value, len(attachment.Additional))
	for key, value := range attachment.Additional {
		additional[key] = tftypes.NewValue(tftypes.String, value)
	}
	values[additionalFields] = tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, additional)
	return tftypes.NewValue(attachmentType(), values)
}

// field returns the value of a column's field.
func (c *converter) field(field any) tftypes.Value {
	switch field := field.(type) {
	case *int64:
		return tftypes.NewValue(tftypes.Number, field)
	case *bool:
		return tftypes.NewValue(tftypes.Bool, field)
	case *zohocrm.User:
		return c.user(field)
	case *zohocrm.Record:
		return c.record(field)
	default:
		return tftypes.NewValue(tftypes.String, field)
	}
}

func (c *converter) user(u *zohocrm.User) tftypes.Value {
	if u == nil {
		return tftypes.NewValue(userType(), nil)
	}
	key := [...]optional{optionally(u.ID), optionally(u.Name), optionally(u.Email)}
	return shared(c, c.users, key, func() tftypes.Value {
		return tftypes.NewValue(userType(), map[string]tftypes.Value{
			"id":    tftypes.NewValue(tftypes.String, u.ID),
			"name":  tftypes.NewValue(tftypes.String, u.Name),
			"email": tftypes.NewValue(tftypes.String, u.Email),
		})
	})
}

func (c *converter) record(r *zohocrm.Record) tftypes.Value {
	if r == nil {
		return tftypes.NewValue(referenceType(), nil)
	}
	key := [...]optional{optionally(r.ID), optionally(r.Name)}
	return shared(c, c.records, key, func() tftypes.Value {
		return tftypes.NewValue(referenceType(), map[string]tftypes.Value{
			"id":   tftypes.NewValue(tftypes.String, r.ID),
			"name": tftypes.NewValue(tftypes.String, r.Name),
		})
	})
}

// shared returns the value of a key, made the first time that it is asked for.
func shared[K comparable](c *converter, values map[K]tftypes.Value, key K, build func() tftypes.Value) tftypes.Value {
	c.mu.Lock()
	defer c.mu.Unlock()
	value, seen := values[key]
	if !seen {
		value = build()
		values[key] = value
	}
	return value
}
