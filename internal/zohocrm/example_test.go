package zohocrm_test

import (
	"context"
	"fmt"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// The record is that of Zoho's own sample.
func ExampleClient_Attachments() {
	zoho, err := zohocrmtest.NewReplay()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer zoho.Close()
	client, err := zohocrm.New(zohocrm.Config{APIDomain: zoho.URL(), Tokens: zohocrm.StaticToken("1000.an.example")})
	if err != nil {
		fmt.Println(err)
		return
	}
	request := zohocrm.Request{
		Module:   "Leads",
		RecordID: "4876876000000376008",
		Fields:   []string{"id", "Owner", "File_Name", "Created_Time", "Parent_Id"},
	}
	for attachment, err := range client.Attachments(context.Background(), request) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(*attachment.FileName, "by", *attachment.Owner.Name)
	}
	// Output:
	// Image.jpg by Patricia Boyle
	// in23er.png by Patricia Boyle
}
