package provider_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// bareRow and bareUser are what a program declares that knows what it will be sent and forgets the rest, which the
// provider must not.
type bareRow struct {
	ID                *string   `json:"id"`
	FileName          *string   `json:"File_Name"`
	Size              *string   `json:"Size"`
	CreatedTime       *string   `json:"Created_Time"`
	ModifiedTime      *string   `json:"Modified_Time"`
	Owner             *bareUser `json:"Owner"`
	CreatedBy         *bareUser `json:"Created_By"`
	ModifiedBy        *bareUser `json:"Modified_By"`
	ParentID          *bareUser `json:"Parent_Id"`
	Editable          *bool     `json:"$editable"`
	FileID            *string   `json:"$file_id"`
	SeModule          *string   `json:"$se_module"`
	Type              *string   `json:"$type"`
	State             *string   `json:"$state"`
	LinkURL           *string   `json:"$link_url"`
	SharingPermission *string   `json:"$sharing_permission"`
	AttachmentType    *int64    `json:"$attachment_type"`
}

type bareUser struct {
	ID    *string `json:"id"`
	Name  *string `json:"name"`
	Email *string `json:"email"`
}

// readBare is what any client must do: it fetches every page, decodes it, and encodes the whole once. T is a row.
func readBare[T any](ctx context.Context, client *http.Client, domain string, fields []string) ([]byte, error) {
	query := url.Values{"fields": {strings.Join(fields, ",")}, "per_page": {"200"}}
	var rows []T
	for {
		url := domain + "/crm/v8/Leads/4876876000000376008/Attachments?" + query.Encode()
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return nil, err
		}
		request.Header.Set("Authorization", "Zoho-oauthtoken "+zohocrmtest.Token)
		response, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil {
			return nil, err
		}
		var page struct {
			Data []T `json:"data"`
			Info struct {
				MoreRecords   bool   `json:"more_records"`
				NextPageToken string `json:"next_page_token"`
			} `json:"info"`
		}
		if err := json.Unmarshal(body, &page); err != nil {
			return nil, err
		}
		rows = append(rows, page.Data...)
		if !page.Info.MoreRecords {
			return json.Marshal(rows)
		}
		query.Set("page_token", page.Info.NextPageToken)
	}
}
